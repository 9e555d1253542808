package dev.trialstream.training.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a folder with one folder of images for each class, named like the class. */
final class ImageFolder {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private ImageFolder() {}

    /**
     * @param side height and width that every image is resized to; 0: unchanged, then all must have one size
     * @throws BadData if there are no classes of images, or an image cannot be read or has another size
     */
    static Pictures read(Path folder, String target, int side) {
        List<String> names = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (Path file : files(folder)) {
            Path inside = folder.relativize(file);
            if (inside.getNameCount() < 2) {
                throw new BadData(
                        file.toString(), "lies beside the folders of the classes, expected every image in one of them");
            }
            names.add(inside.toString());
            classes.add(inside.getName(0).toString());
        }
        Labels labels = labels(folder, target, classes);
        Reading reading = images(folder, names, side);
        return new Pictures(
                folder.toString(), DataHash.ofFolder(folder, names), names, reading.size, reading.pixels, labels);
    }

    private static Labels labels(Path folder, String target, List<String> classes) {
        if (classes.stream().distinct().count() < 2) {
            throw new BadData(
                    folder.toString(),
                    "has images of " + classes.stream().distinct().count()
                            + " classes, expected a folder of images for each of two classes at least");
        }
        return Labels.of(target, classes);
    }

    /** Image files below the folder, sorted by name. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(
                    folder.toString(),
                    Files.exists(folder) ? "is a file, expected a folder of images" : "no such folder");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(ImageFolder::isImage)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadData(folder.toString(), "cannot be read");
        }
    }

    static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Images of one size. */
    @SuppressWarnings("ArrayRecordComponent") // millions of pixels, never compared
    record Reading(Pictures.Size size, byte[][] pixels) {}

    /** @param names of the files below the folder */
    static Reading images(Path folder, List<String> names, int side) {
        List<byte[]> pixels = new ArrayList<>();
        Pictures.@Nullable Size size = null;
        for (String name : names) {
            BufferedImage image = sized(image(folder.resolve(name)), side);
            Pictures.Size own = new Pictures.Size(isGrey(image) ? 1 : 3, image.getHeight(), image.getWidth());
            Pictures.Size first = size == null ? own : size;
            if (own.width() != first.width() || own.height() != first.height()) {
                throw new BadData(
                        folder.resolve(name).toString(),
                        "is " + own.width() + " x " + own.height() + " pixels, " + names.get(0) + " is "
                                + first.width() + " x " + first.height()
                                + ", expected images of one size: bring them to it, as fixed: {image_size: 32} does");
            }
            size = new Pictures.Size(Math.max(own.channels(), first.channels()), own.height(), own.width());
            pixels.add(pixels(image, own));
        }
        Pictures.Size all = Objects.requireNonNull(size);
        return new Reading(all, pixels.stream().map(it -> coloured(it, all)).toArray(byte[][]::new));
    }

    /** Repeats the grey value of a grey image three times, because others have colours. */
    static byte[] coloured(byte[] pixels, Pictures.Size size) {
        if (pixels.length == size.pixels()) {
            return pixels;
        }
        byte[] coloured = new byte[size.pixels()];
        for (int channel = 0; channel < size.channels(); channel++) {
            System.arraycopy(pixels, 0, coloured, channel * pixels.length, pixels.length);
        }
        return coloured;
    }

    private static boolean isGrey(BufferedImage image) {
        return image.getColorModel().getNumComponents() <= 2;
    }

    /** An ImageIO reader may return half an image with only a warning; that warning is an error here. */
    private static BufferedImage image(Path file) {
        List<String> warnings = new ArrayList<>();
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new BadData(file.toString(), "is truncated or no image, expected one of PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes, true, true);
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                BufferedImage image = reader.read(0);
                if (warnings.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains("premature"))) {
                    throw new BadData(file.toString(), "is truncated: " + warnings.get(0));
                }
                return image;
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new BadData(file.toString(), "is truncated or no image (" + why + ")");
        }
    }

    /** Resizes the whole image bilinearly; the aspect ratio may change. */
    private static BufferedImage sized(BufferedImage image, int side) {
        if (side == 0 || (image.getWidth() == side && image.getHeight() == side)) {
            return image;
        }
        BufferedImage sized = new BufferedImage(
                side, side, isGrey(image) ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = sized.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, side, side, null);
        canvas.dispose();
        return sized;
    }

    private static byte[] pixels(BufferedImage image, Pictures.Size size) {
        byte[] pixels = new byte[size.pixels()];
        int plane = size.height() * size.width();
        boolean grey = isGrey(image);
        int[] sample = new int[image.getRaster().getNumBands()];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int at = y * size.width() + x;
                int rgb = grey ? 0x010101 * grey(image, x, y, sample) : image.getRGB(x, y);
                for (int channel = 0; channel < size.channels(); channel++) {
                    pixels[channel * plane + at] = (byte) (rgb >> (16 - 8 * channel));
                }
            }
        }
        return pixels;
    }

    /** Reads the stored value: getRGB would apply the gamma of the colour space. */
    private static int grey(BufferedImage image, int x, int y, int[] sample) {
        image.getRaster().getPixel(x, y, sample);
        int bits = image.getSampleModel().getSampleSize(0);
        return bits == 8 ? sample[0] : (int) Math.round(sample[0] * 255.0 / ((1L << bits) - 1));
    }
}
