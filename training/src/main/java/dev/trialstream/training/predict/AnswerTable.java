package dev.trialstream.training.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.trialstream.training.data.BadData;
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
    private final List<String> places = new ArrayList<>();
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

    /**
     * @param place of the row, for an error: its file, and its line if it has one
     * @throws BadData if a feature is beyond the numbers of a network, or an earlier row has no answer
     */
    void add(@Nullable String name, String place, float[] features) {
        add(name, place, features, 0);
    }

    /** @param length steps of a series; ignored for other rows */
    void add(@Nullable String name, String place, float[] features, int length) {
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                throw new BadData(
                        place,
                        "column " + preparation.sourceOf(i) + " holds a number that is beyond those of a network, far"
                                + " from the training rows: correct it");
            }
        }
        lengths[count] = length;
        System.arraycopy(features, 0, chunk, count * features.length, features.length);
        names.add(name == null ? "" : name);
        places.add(place);
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
                if (!Answer.isSound(preparation.outputs(), outputs, row * width)) {
                    throw unsound(row);
                }
                List<String> fields = Answer.fields(preparation.outputs(), outputs, row * width);
                table.writeRecord(named(named == null ? null : names.get(row), fields));
            }
        }
        names.clear();
        places.clear();
        count = 0;
    }

    /** Names the column whose prepared value is largest. */
    private BadData unsound(int row) {
        int width = preparation.width();
        int largest = 0;
        for (int i = 1; i < width; i++) {
            if (Math.abs(chunk[row * width + i]) > Math.abs(chunk[row * width + largest])) {
                largest = i;
            }
        }
        return new BadData(
                places.get(row),
                "the network answers with no number, because column " + preparation.sourceOf(largest)
                        + " is far from the training rows: correct it");
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
