package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Training data: rows with their targets. */
public sealed interface Examples permits Dataset, Pictures, SeriesSet {
    /** Name as given. */
    String file();

    /** Hash of everything that was read, in hexadecimal. */
    String sha256();

    Target target();

    /** For each row the number of its group of rows with identical inputs; numbers start at 0. */
    int[] groups();

    /** The column that splits the rows; null if they are split by shares alone. */
    @Nullable
    Column key();

    /** The line of the row in the file; without lines, its number from 0. */
    int place(int row);

    /** What a reader should know about the reading, a line each. */
    List<String> notes();

    default int rows() {
        return target().rows();
    }

    /**
     * @param file path of {@code spec} on this machine
     * @param side height and width that image files are resized to; 0: unchanged
     * @throws BadData if it cannot be read or used
     */
    static Examples read(Path file, DataSpec spec, int side) {
        if (spec.sequences() != null) {
            return SeriesFolder.read(file, spec);
        }
        return spec.images() == null && spec.idx() == null ? Dataset.read(file, spec) : Pictures.read(file, spec, side);
    }
}
