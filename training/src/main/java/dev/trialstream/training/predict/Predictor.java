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

/** A delivered model with its preparation, to predict rows that need no answer. Used by one thread at a time. */
public final class Predictor implements AutoCloseable {
    private final Preparation preparation;
    private final TrainedModel model;

    Predictor(Preparation preparation, TrainedModel model) {
        this.preparation = preparation;
        this.model = model;
    }

    /**
     * @param folder with the {@code model.zip} and the {@code preparation.json} of a study
     * @throws BadModel where it is no such folder
     */
    public static Predictor load(Path folder) {
        return ModelFolder.load(folder, Engines.onClassPath());
    }

    /**
     * Predicts every row of a CSV file, or where the model is one of images or of series every one of a folder, or a single file
     * of them, then with a column {@code image} or {@code series} before the others that names it; in memory that does not grow with it. What is written is CSV with a header: a
     * column named like the target with the likeliest label or the number, and for classes a column
     * {@code probability_LABEL} each. Missing values and unknown categories are prepared as they were in training;
     * columns that the model does not know, the target among them, are ignored.
     *
     * @throws BadData where the file is no CSV, lacks a column or has text in place of a number; what stands before that
     *     row may have been written by then
     * @throws UncheckedIOException where {@code out} fails
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
