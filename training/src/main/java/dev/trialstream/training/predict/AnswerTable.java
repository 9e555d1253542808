package dev.trialstream.training.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.prepare.Preparation;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a model's predictions as CSV, in chunks of rows. */
final class AnswerTable {
    /** The chunk size of an evaluation, so that both give the same numbers to the bit. */
    private static final int CHUNK = 1024;

    private final Preparation preparation;
    private final TrainedModel model;
    private final @Nullable String named;
    private final CsvWriter table;
    private final float[] chunk;
    private final int[] lengths = new int[CHUNK];
    private final List<String> names = new ArrayList<>();
    private int count;
    private boolean begun;

    /**
     * @param named header of the column with the names of the rows; null if rows have no names
     * @param out not closed here
     */
    AnswerTable(Preparation preparation, TrainedModel model, @Nullable String named, Writer out) {
        this.preparation = preparation;
        this.model = model;
        this.named = named;
        // It buffers nothing, so it needs no closing.
        this.table = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(out);
        this.chunk = new float[Math.multiplyExact(CHUNK, preparation.width())];
    }

    void add(@Nullable String name, float[] features) {
        add(name, features, 0);
    }

    /** @param length steps of a series; ignored for other rows */
    void add(@Nullable String name, float[] features, int length) {
        lengths[count] = length;
        System.arraycopy(features, 0, chunk, count * features.length, features.length);
        names.add(name == null ? "" : name);
        if (++count == CHUNK) {
            write();
        }
    }

    /** Must be called last. */
    void end() {
        write();
    }

    private void write() {
        if (!begun) {
            table.writeRecord(named(named, Answer.header(preparation.outputs())));
            begun = true;
        }
        if (count > 0) {
            int width = preparation.outputs().width();
            float[] outputs = model.outputs(
                    Arrays.copyOf(chunk, count * preparation.width()),
                    count,
                    preparation.series() == null ? null : Arrays.copyOf(lengths, count));
            for (int row = 0; row < count; row++) {
                List<String> fields = Answer.fields(preparation.outputs(), outputs, row * width);
                table.writeRecord(named(named == null ? null : names.get(row), fields));
            }
        }
        names.clear();
        count = 0;
    }

    private static List<String> named(@Nullable String name, List<String> fields) {
        if (name == null) {
            return fields;
        }
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(fields);
        return all;
    }
}
