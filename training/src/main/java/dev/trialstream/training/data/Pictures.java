package dev.trialstream.training.data;

import dev.trialstream.protocol.study.DataSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images of one size, each with a class.
 *
 * @param names of the rows: a file, or a number
 * @param size of each image as read
 * @param pixels of each row, channel by channel, line by line from the top
 * @param notes what a reader should know about the reading, a line each
 */
@SuppressWarnings("ArrayRecordComponent") // millions, never compared
public record Pictures(
        String file, String sha256, List<String> names, Size size, byte[][] pixels, Labels target, List<String> notes)
        implements Examples {

    /** The dimensions of an image. */
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
        notes = List.copyOf(notes);
    }

    /**
     * @param side height and width that image files are resized to; 0: unchanged
     * @throws BadData if {@code spec} has no images, or they cannot be used
     */
    static Pictures read(Path place, DataSpec spec, int side) {
        String name = Objects.requireNonNull(spec.target());
        Pictures read = spec.idx() == null
                ? ImageFolder.read(place, name, side)
                : IdxFiles.read(place, Path.of(spec.idx().labels()), name);
        return new Pictures(
                read.file,
                DataHash.with(spec.split(), read.sha256),
                read.names,
                read.size,
                read.pixels,
                read.target,
                read.notes);
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
