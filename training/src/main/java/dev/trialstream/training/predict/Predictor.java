package dev.trialstream.training.predict;

import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.CsvRows;
import dev.trialstream.training.data.ImageReader;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
     * @throws BadData if the file is no CSV, lacks a column or has text instead of a number; earlier rows may have been
     *     written
     * @throws UncheckedIOException if {@code out} fails
     */
    public void predict(Path csv, Writer out) {
        if (preparation.image() != null) {
            predictImages(csv, preparation.image(), out);
            return;
        }
        if (preparation.series() != null) {
            predictSeries(csv, preparation.series(), out);
            return;
        }
        try (CsvRows rows = CsvRows.read(csv)) {
            checkColumns(rows);
            AnswerTable answers = new AnswerTable(preparation, model, null, out);
            while (rows.next()) {
                answers.add(null, features(rows));
            }
            answers.end();
        }
    }

    private void predictImages(Path place, ImageEncoding image, Writer out) {
        AnswerTable answers = new AnswerTable(preparation, model, "image", out);
        ImageReader.read(
                place, image.size(), image.side(), (name, pixels) -> answers.add(name, preparation.apply(pixels)));
        answers.end();
    }

    private void predictSeries(Path place, SeriesEncoding series, Writer out) {
        AnswerTable answers = new AnswerTable(preparation, model, "series", out);
        List<String> columns =
                series.columns().stream().map(NumericEncoding::column).toList();
        SeriesFolder.read(place, columns, (name, one) -> answers.add(name, preparation.apply(one), series.length(one)));
        answers.end();
    }

    private void checkColumns(CsvRows rows) {
        for (Encoding encoding : preparation.columns()) {
            if (!rows.columns().contains(encoding.column())) {
                throw rows.complaintOfFile("has no column " + encoding.column()
                        + ", expected every input column that the model was trained on");
            }
        }
    }

    private float[] features(CsvRows rows) {
        Map<String, String> row = new HashMap<>();
        List<String> fields = rows.fields();
        for (int i = 0; i < fields.size(); i++) {
            row.put(rows.columns().get(i), fields.get(i));
        }
        try {
            return preparation.apply(row);
        } catch (IllegalArgumentException e) {
            throw rows.complaint(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
