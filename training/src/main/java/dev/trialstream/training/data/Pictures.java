package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images of one size, each of a class.
 *
 * @param names what each row is called: a file, or its number
 * @param size of each image as it was read
 * @param pixels of each row, channel after channel, line by line from the top
 */
@SuppressWarnings("ArrayRecordComponent") // by the million, never compared
public record Pictures(String file, String sha256, List<String> names, Size size, byte[][] pixels, Labels target)
        implements Examples {

    /** What an image is made of. */
    public record Size(int channels, int height, int width) {
        @Override
        public String toString() {
            return width + " x " + height + (channels == 1 ? " in grey" : " in colour");
        }

        public int pixels() {
            return channels * height * width;
        }
    }

    public Pictures {
        names = List.copyOf(names);
    }

    /**
     * @param side lines and columns that files of images are brought to; 0: as they are
     * @throws BadData where {@code spec} is of no images, or they cannot be learnt from
     */
    static Pictures read(Path place, DataSpec spec, int side) {
        String name = Objects.requireNonNull(spec.target());
        Pictures read = spec.idx() == null
                ? ImageFolder.read(place, name, side)
                : IdxFiles.read(place, Path.of(spec.idx().labels()), name);
        return new Pictures(
                read.file, DataHash.with(spec.split(), read.sha256), read.names, read.size, read.pixels, read.target);
    }

    @Override
    public int[] groups() {
        return AlikeRows.groups(
                pixels.length,
                row -> Arrays.hashCode(pixels[row]),
                (row, other) -> Arrays.equals(pixels[row], pixels[other]));
    }

    @Override
    public @Nullable Column key() {
        return null;
    }

    @Override
    public int place(int row) {
        return row;
    }
}
