package dev.trialstream.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Images without classes, for prediction: a folder of them, a single one, or an IDX file. */
public final class ImageReader {
    private ImageReader() {}

    /** Receives images. */
    public interface Taker {
        /**
         * @param name of its file, or its number from 0
         * @param pixels channel by channel, line by line from the top
         */
        void take(String name, byte[] pixels);
    }

    /**
     * Reads the images one after the other, and returns what a reader should know about the files, a line each.
     *
     * @param size that each must have
     * @param side height and width that image files are resized to first; 0: unchanged
     * @throws BadData if there is none, or one has another size; {@code taker} may have received earlier ones
     */
    public static List<String> read(Path place, Pictures.Size size, int side, Taker taker) {
        List<String> notes = new ArrayList<>();
        List<String> animated = new ArrayList<>();
        if (Files.isDirectory(place)) {
            FolderScan scan = FolderScan.of(place);
            if (scan.images().isEmpty()) {
                throw new BadData(place.toString(), "has no images, expected PNG, JPEG, GIF or BMP files");
            }
            notes.addAll(scan.notes());
            for (Path file : scan.images()) {
                String name = place.relativize(file).toString();
                taker.take(name, one(file, name, size, side, animated));
            }
        } else if (FolderScan.isImage(place)) {
            String name = place.getFileName().toString();
            taker.take(name, one(place, name, size, side, animated));
        } else {
            IdxFiles.Stack stack = IdxFiles.images(place);
            check(place, stack.size(), size);
            IntStream.range(0, stack.pixels().length).forEach(i -> taker.take(String.valueOf(i), stack.pixels()[i]));
        }
        LeftOut.named(animated, "animated", "only the first frame is read").ifPresent(notes::add);
        return notes;
    }

    private static byte[] one(Path file, String name, Pictures.Size size, int side, List<String> animated) {
        ImageFolder.Reading reading =
                ImageFolder.images(Path.of(""), List.of(file.toAbsolutePath().toString()), side);
        if (!reading.notes().isEmpty()) {
            animated.add(name);
        }
        Pictures.Size found = reading.size();
        check(
                file,
                new Pictures.Size(Math.max(found.channels(), size.channels()), found.height(), found.width()),
                size);
        return ImageFolder.coloured(reading.pixels()[0], size);
    }

    private static void check(Path file, Pictures.Size found, Pictures.Size expected) {
        if (!found.equals(expected)) {
            throw new BadData(file.toString(), "is " + found + ", the model expects " + expected);
        }
    }
}
