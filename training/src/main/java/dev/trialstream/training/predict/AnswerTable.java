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

/** Writes what a model says of rows as CSV, as many rows at once as are worth it. */
final class AnswerTable {
    /** As many rows as an evaluation takes at once, so that both come to the same numbers to the bit. */
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
     * @param named header of the column with the names of the rows; null where rows have no names
     * @param out not closed: it is not ours
     */
    AnswerTable(Preparation preparation, TrainedModel model, @Nullable String named, Writer out) {
        this.preparation = preparation;
        this.model = model;
        this.named = named;
        // Nothing is held back in it, and so it needs no closing.
        this.table = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(out);
        this.chunk = new float[Math.multiplyExact(CHUNK, preparation.width())];
    }

    void add(@Nullable String name, float[] features) {
        add(name, features, 0);
    }

    /** @param length steps of a series; of no account where rows are none */
    void add(@Nullable String name, float[] features, int length) {
        lengths[count] = length;
        System.arraycopy(features, 0, chunk, count * features.length, features.length);
        names.add(name == null ? "" : name);
        if (++count == CHUNK) {
            write();
        }
    }

    /** To be called last. */
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
