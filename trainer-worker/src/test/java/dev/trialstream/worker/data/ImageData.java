package dev.trialstream.worker.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Images for tests. */
public final class ImageData {
    private ImageData() {}

    /** The digits of the examples as IDX files, {@code images} and {@code labels}, in {@code folder}. */
    public static void idxOfDigits(Path folder) {
        Dataset digits = Dataset.read(TestData.DIGITS, "digit", null);
        ByteBuffer images = ByteBuffer.allocate(16 + digits.rows() * 64);
        images.putInt(0x803).putInt(digits.rows()).putInt(8).putInt(8);
        ByteBuffer labels = ByteBuffer.allocate(8 + digits.rows());
        labels.putInt(0x801).putInt(digits.rows());
        for (int row = 0; row < digits.rows(); row++) {
            for (Column column : digits.inputs()) {
                images.put((byte) Math.min(255, 16 * column.number(row)));
            }
            labels.put((byte) TestData.labels(digits).classOf(row));
        }
        write(folder.resolve("images"), images.array());
        write(folder.resolve("labels"), labels.array());
    }

    /** Images of one line, one byte for each column. */
    public static byte[] idx(int magic, int promised, byte[]... images) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + images.length * images[0].length);
        bytes.putInt(magic).putInt(promised).putInt(1).putInt(images[0].length);
        for (byte[] image : images) {
            bytes.put(image);
        }
        return bytes.array();
    }

    public static byte[] idxLabels(int magic, int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
        bytes.putInt(magic).putInt(labels.length);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        return bytes.array();
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A grey image with these values, line by line. */
    public static BufferedImage grey(int width, int... values) {
        BufferedImage image = new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < values.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, values[i]);
        }
        return image;
    }

    /** A coloured image with these values, line by line, 0xRRGGBB each. */
    public static BufferedImage coloured(int width, int... values) {
        BufferedImage image = new BufferedImage(width, values.length / width, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            image.setRGB(i % width, i / width, values[i]);
        }
        return image;
    }

    public static byte[] bytes(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Path save(Path file, BufferedImage image) {
        String name = file.getFileName().toString();
        return write(file, bytes(image, name.substring(name.lastIndexOf('.') + 1)));
    }
}
