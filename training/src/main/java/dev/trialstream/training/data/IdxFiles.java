package dev.trialstream.training.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads images and labels in the IDX format of MNIST (LeCun, Cortes and Burges, "The MNIST database"). A file has a
 * magic number (two zeros, the type of the numbers, the number of dimensions), the dimensions as big-endian integers,
 * and the numbers. Files compressed with gzip are recognised by their first bytes.
 */
final class IdxFiles {
    /** Unsigned bytes in three dimensions: images, lines, columns. */
    private static final int IMAGES = 0x00000803;

    /** Unsigned bytes in one dimension. */
    private static final int LABELS = 0x00000801;

    private static final int MOST_PIXELS = 1 << 24;

    private IdxFiles() {}

    /** @throws BadData if either file is invalid, or they do not fit together */
    static Pictures read(Path images, Path labels, String target) {
        Stack stack = images(images);
        int[] classes = labels(labels);
        if (stack.pixels.length != classes.length) {
            throw new BadData(
                    labels.toString(),
                    "has " + classes.length + " labels, expected " + stack.pixels.length + ", one for each image of "
                            + images);
        }
        return new Pictures(
                images.toString(),
                sha256(images, labels),
                IntStream.range(0, classes.length).mapToObj(String::valueOf).toList(),
                stack.size,
                stack.pixels,
                labels(labels, target, classes),
                List.of());
    }

    static String sha256(Path images, Path labels) {
        return DataHash.ofText(DataHash.ofFile(images) + "\n" + DataHash.ofFile(labels) + "\n");
    }

    /** A list of images of one size. */
    @SuppressWarnings("ArrayRecordComponent") // millions of pixels, never compared
    record Stack(Pictures.Size size, byte[][] pixels) {}

    /** @throws BadData if it is not a file of images */
    static Stack images(Path file) {
        try (DataInputStream in = open(file)) {
            checkMagic(file, in.readInt(), IMAGES, "images");
            int count = in.readInt();
            Pictures.Size size = new Pictures.Size(1, in.readInt(), in.readInt());
            if (count < 1
                    || size.height() < 1
                    || size.width() < 1
                    || (long) size.height() * size.width() > MOST_PIXELS) {
                throw new BadData(
                        file.toString(),
                        "says that it has " + count + " images of " + size.width() + " x " + size.height()
                                + " pixels, expected some of at least 1 x 1");
            }
            return new Stack(size, pixels(file, in, count, size.pixels()));
        } catch (EOFException e) {
            throw new BadData(file.toString(), "ends within its header, expected an IDX file of images");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Grows while reading, because the declared size may be wrong. */
    private static byte[][] pixels(Path file, DataInputStream in, int count, int each) throws IOException {
        List<byte[]> pixels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] one = in.readNBytes(each);
            if (one.length < each) {
                throw new BadData(
                        file.toString(),
                        "is truncated: ends within image " + (i + 1) + " of the " + count
                                + " that its header promises");
            }
            pixels.add(one);
        }
        checkEnd(file, in, count + " images");
        return pixels.toArray(byte[][]::new);
    }

    private static int[] labels(Path file) {
        try (DataInputStream in = open(file)) {
            checkMagic(file, in.readInt(), LABELS, "labels");
            int count = in.readInt();
            byte[] labels = in.readNBytes(Math.max(0, count));
            if (labels.length < count) {
                throw new BadData(
                        file.toString(),
                        "is truncated: has " + labels.length + " of the " + count + " labels that its header promises");
            }
            checkEnd(file, in, count + " labels");
            return IntStream.range(0, labels.length).map(i -> labels[i] & 0xFF).toArray();
        } catch (EOFException e) {
            throw new BadData(file.toString(), "ends within its header, expected an IDX file of labels");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void checkMagic(Path file, int found, int expected, String of) {
        if (found != expected) {
            throw new BadData(
                    file.toString(),
                    String.format(
                            "has the magic number 0x%08x, expected 0x%08x of an IDX file of %s", found, expected, of));
        }
    }

    private static void checkEnd(Path file, DataInputStream in, String promised) throws IOException {
        if (in.read() >= 0) {
            throw new BadData(file.toString(), "goes on after the " + promised + " that its header promises");
        }
    }

    private static Labels labels(Path file, String target, int[] classes) {
        List<String> texts = IntStream.of(classes).mapToObj(String::valueOf).toList();
        Labels labels = Labels.of(target, texts);
        if (labels.count() < 2) {
            throw new BadData(
                    file.toString(), "every image is of class " + texts.get(0) + ", expected two classes at least");
        }
        return labels;
    }

    private static DataInputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadData(
                    file.toString(), Files.exists(file) ? "is a folder, expected an IDX file" : "no such file");
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
        bytes.reset();
        return new DataInputStream(gzip ? new BufferedInputStream(new GZIPInputStream(bytes), 1 << 16) : bytes);
    }

    private static BadData unreadable(Path file, IOException e) {
        return new BadData(
                file.toString(),
                "cannot be read: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
}
