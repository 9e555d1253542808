package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What there is to learn from: a row for each example, and what it is to be answered with. */
public sealed interface Examples permits Dataset, Pictures, SeriesSet {
    /** As it was named. */
    String file();

    /** Of everything that was read, in hexadecimal. */
    String sha256();

    Target target();

    /** For each row a number that it shares with exactly the rows of identical inputs; numbers count from 0. */
    int[] groups();

    /** The column that rows are parted by; null where they are parted by shares alone. */
    @Nullable
    Column key();

    /** The line of the file that the row stands in, or where it has no lines, its number from 0. */
    int place(int row);

    default int rows() {
        return target().rows();
    }

    /**
     * @param file where {@code spec} lies on this machine
     * @param side lines and columns that files of images are brought to; 0: as they are
     * @throws BadData where it cannot be read or cannot be learnt from
     */
    static Examples read(Path file, DataSpec spec, int side) {
        if (spec.sequences() != null) {
            return SeriesFolder.read(file, spec);
        }
        return spec.images() == null && spec.idx() == null ? Dataset.read(file, spec) : Pictures.read(file, spec, side);
    }
}
