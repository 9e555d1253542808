package dev.trialstream.worker.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.trialstream.worker.data.BadData;
import dev.trialstream.worker.data.CsvRows;
import dev.trialstream.worker.engine.BadModel;
import dev.trialstream.worker.engine.TrainedModel;
import dev.trialstream.worker.prepare.Encoding;
import dev.trialstream.worker.prepare.Preparation;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A delivered model with its preparation, to predict rows that need no answer. Used by one thread at a time. */
public final class Predictor implements AutoCloseable {
    /** As many rows as an evaluation takes at once, so that both come to the same numbers to the bit. */
    private static final int CHUNK = 1024;

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
        return ModelFolder.load(folder);
    }

    /**
     * Predicts every row of a CSV file, in memory that does not grow with it. What is written is CSV with a header: a
     * column named like the target with the likeliest label or the number, and for classes a column
     * {@code probability_LABEL} each. Missing values and unknown categories are prepared as they were in training;
     * columns that the model does not know, the target among them, are ignored.
     *
     * @throws BadData where the file is no CSV, lacks a column or has text in place of a number; what stands before that
     *     row may have been written by then
     * @throws UncheckedIOException where {@code out} fails
     */
    public void predict(Path csv, Writer out) {
        try (CsvRows rows = CsvRows.read(csv)) {
            checkColumns(rows);
            // Not closed: it is not ours, and what it holds back is flushed below.
            CsvWriter table = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .bufferSize(0)
                    .build(out);
            float[] chunk = new float[Math.multiplyExact(CHUNK, preparation.width())];
            int count = 0;
            boolean begun = false;
            while (rows.next()) {
                System.arraycopy(features(rows), 0, chunk, count * preparation.width(), preparation.width());
                count++;
                if (count == CHUNK) {
                    write(chunk, count, begun, table);
                    begun = true;
                    count = 0;
                }
            }
            write(chunk, count, begun, table);
        }
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

    private void write(float[] chunk, int count, boolean begun, CsvWriter table) {
        if (!begun) {
            table.writeRecord(Answer.header(preparation.outputs()));
        }
        if (count == 0) {
            return;
        }
        int width = preparation.outputs().width();
        float[] outputs = model.outputs(Arrays.copyOf(chunk, count * preparation.width()), count);
        for (int row = 0; row < count; row++) {
            table.writeRecord(Answer.fields(preparation.outputs(), outputs, row * width));
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
