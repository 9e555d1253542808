package dev.trialstream.training.predict;

import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.CsvRows;
import dev.trialstream.training.data.ImageReader;
import dev.trialstream.training.data.MissingMarks;
import dev.trialstream.training.data.SeriesFolder;
import dev.trialstream.training.engine.BadModel;
import dev.trialstream.training.engine.Engines;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.prepare.Encoding;
import dev.trialstream.training.prepare.ImageEncoding;
import dev.trialstream.training.prepare.NumericEncoding;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.training.prepare.SeriesEncoding;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A delivered model with its preparation, for predictions. Not thread-safe. */
public final class Predictor implements AutoCloseable {
    private final Preparation preparation;
    private final TrainedModel model;

    Predictor(Preparation preparation, TrainedModel model) {
        this.preparation = preparation;
        this.model = model;
    }

    /**
     * @param folder with the {@code model.zip} and the {@code preparation.json} of a study
     * @throws BadModel if the folder is invalid
     */
    public static Predictor load(Path folder) {
        return ModelFolder.load(folder, Engines.onClassPath());
    }

    /**
     * Predicts every row of a CSV file, or, for a model of images or series, every item of a folder or a file. Then the
     * first column, {@code image} or {@code series}, names the item. The memory used does not grow with the input. The
     * output is CSV with a header: a column named like the target with the most probable label or the number, and for
     * classes a column {@code probability_LABEL} each. Missing values and unknown categories are prepared as in
     * training. Unknown columns, and the target, are ignored.
     *
     * @return what a reader should know about the answers, a line each, such as the rows with unknown categories
     * @throws BadData if the file is no CSV, lacks a column, has text instead of a number, or a number so far from
     *     training that there is no answer; earlier rows may have been written
     * @throws UncheckedIOException if {@code out} fails
     */
    public List<String> predict(Path csv, Writer out) {
        if (preparation.image() != null) {
            return predictImages(csv, preparation.image(), out);
        } else if (preparation.series() != null) {
            return predictSeries(csv, preparation.series(), out);
        }
        MissingMarks marks = preparation.marks();
        try (CsvRows rows = CsvRows.read(csv)) {
            checkColumns(rows);
            RowNotes notes = new RowNotes(preparation, marks);
            AnswerTable answers = new AnswerTable(preparation, model, null, out);
            while (rows.next()) {
                Map<String, String> row = row(rows);
                answers.add(null, csv + " line " + rows.line(), features(rows, row, marks));
                notes.add(row, rows.line());
            }
            answers.end();
            List<String> all = new ArrayList<>(rows.notes());
            all.addAll(notes.lines(rows.columns()));
            return all;
        }
    }

    /**
     * Predicts one row of a table.
     *
     * @param row text by column name; a column that is not there counts as a missing value, others are ignored
     * @throws IllegalArgumentException if a column of numbers has another text, or a number so far from training that
     *     there is no answer
     * @throws IllegalStateException if the model is one of images or series
     */
    public Prediction predict(Map<String, String> row) {
        if (preparation.image() != null || preparation.series() != null) {
            throw new IllegalStateException("this model predicts " + (preparation.image() != null ? "images" : "series")
                    + ", expected one of tables");
        }
        float[] features = preparation.apply(row, preparation.marks());
        beyondNetwork(row, features).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        float[] outputs = model.outputs(features, 1);
        if (!Answer.isSound(preparation.outputs(), outputs, 0)) {
            throw new IllegalArgumentException(
                    "there is no answer for " + row + ", which is too far from the training rows");
        }
        return Answer.of(preparation.outputs(), outputs);
    }

    private List<String> predictImages(Path place, ImageEncoding image, Writer out) {
        AnswerTable answers = new AnswerTable(preparation, model, "image", out);
        List<String> notes = ImageReader.read(
                place,
                image.size(),
                image.side(),
                (name, pixels) -> answers.add(name, place + " " + name, preparation.apply(pixels)));
        answers.end();
        return notes;
    }

    private List<String> predictSeries(Path place, SeriesEncoding series, Writer out) {
        AnswerTable answers = new AnswerTable(preparation, model, "series", out);
        List<String> columns =
                series.columns().stream().map(NumericEncoding::column).toList();
        SeriesFolder.read(
                place,
                columns,
                preparation.marks(),
                (name, one) -> answers.add(name, place + " " + name, preparation.apply(one), series.length(one)));
        answers.end();
        return List.of();
    }

    private void checkColumns(CsvRows rows) {
        for (Encoding encoding : preparation.columns()) {
            if (!rows.columns().contains(encoding.column())) {
                throw rows.complaintOfFile("has no column " + encoding.column()
                        + ", expected every input column that the model was trained on");
            }
        }
    }

    private static Map<String, String> row(CsvRows rows) {
        Map<String, String> row = new HashMap<>();
        List<String> fields = rows.fields();
        for (int i = 0; i < fields.size(); i++) {
            row.put(rows.columns().get(i), fields.get(i));
        }
        return row;
    }

    private float[] features(CsvRows rows, Map<String, String> row, MissingMarks marks) {
        float[] features;
        try {
            features = preparation.apply(row, marks);
        } catch (IllegalArgumentException e) {
            throw rows.complaint(String.valueOf(e.getMessage()));
        }
        beyondNetwork(row, features).ifPresent(complaint -> {
            throw rows.complaint(complaint);
        });
        return features;
    }

    /** Names the first number that is infinite as a feature, which a squashing activation would hide. */
    private Optional<String> beyondNetwork(Map<String, String> row, float[] features) {
        return IntStream.range(0, features.length)
                .filter(i -> !Float.isFinite(features[i]))
                .mapToObj(preparation::sourceOf)
                .map(column -> "column " + column + " holds " + row.get(column)
                        + ", which is beyond the numbers of a network: correct it")
                .findFirst();
    }

    @Override
    public void close() {
        model.close();
    }
}
