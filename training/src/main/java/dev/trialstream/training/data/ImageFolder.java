package dev.trialstream.training.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a folder with one folder of images for each class, named like the class. */
final class ImageFolder {
    private ImageFolder() {}

    /**
     * @param side height and width that every image is resized to; 0: unchanged, then all must have one size
     * @throws BadData if there are no classes of images, or an image cannot be read or has another size
     */
    static Pictures read(Path folder, String target, int side) {
        List<String> names = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        FolderScan scan = FolderScan.of(folder);
        for (Path file : scan.images()) {
            Path inside = folder.relativize(file);
            if (inside.getNameCount() < 2) {
                throw new BadData(
                        file.toString(), "lies beside the folders of the classes, expected every image in one of them");
            }
            names.add(inside.toString());
            classes.add(inside.getName(0).toString());
        }
        Labels labels = labels(folder, target, classes);
        List<String> notes = new ArrayList<>(scan.notes(labels.names()));
        Reading reading = images(folder, names, side);
        notes.addAll(reading.notes);
        return new Pictures(
                folder.toString(),
                DataHash.ofFolder(folder, names),
                names,
                reading.size,
                reading.pixels,
                labels,
                notes);
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

    /** Image files below the folder that are not hidden, sorted by name. */
    static List<Path> files(Path folder) {
        return FolderScan.of(folder).images();
    }

    /**
     * Images of one size.
     *
     * @param notes what a reader should know about the files, a line each
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of pixels, never compared
    record Reading(Pictures.Size size, byte[][] pixels, List<String> notes) {}

    /** @param names of the files below the folder */
    static Reading images(Path folder, List<String> names, int side) {
        List<byte[]> pixels = new ArrayList<>();
        List<String> animated = new ArrayList<>();
        Pictures.@Nullable Size size = null;
        for (String name : names) {
            ImageFile.Seen seen = ImageFile.read(folder.resolve(name));
            if (seen.frames() > 1) {
                animated.add(name);
            }
            BufferedImage image = sized(seen.image(), side);
            Pictures.Size own = new Pictures.Size(isGrey(image) ? 1 : 3, image.getHeight(), image.getWidth());
            Pictures.Size first = size == null ? own : size;
            if (own.width() != first.width() || own.height() != first.height()) {
                throw new BadData(
                        folder.resolve(name).toString(),
                        "is " + own.width() + " x " + own.height() + " pixels" + (seen.turned() ? " as it is seen" : "")
                                + ", " + names.get(0) + " is " + first.width() + " x " + first.height()
                                + ", expected images of one size: bring them to it, as fixed: {image_size: 32} does");
            }
            size = new Pictures.Size(Math.max(own.channels(), first.channels()), own.height(), own.width());
            pixels.add(pixels(image, own));
        }
        Pictures.Size all = Objects.requireNonNull(size);
        return new Reading(
                all,
                pixels.stream().map(it -> coloured(it, all)).toArray(byte[][]::new),
                LeftOut.named(animated, "animated", "only the first frame is read").stream()
                        .toList());
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
        return image.getColorModel().getNumComponents() == 1;
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
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int at = y * size.width() + x;
                // getRGB would apply the gamma of a grey colour space
                int rgb = grey ? 0x010101 * image.getRaster().getSample(x, y, 0) : image.getRGB(x, y);
                for (int channel = 0; channel < size.channels(); channel++) {
                    pixels[channel * plane + at] = (byte) (rgb >> (16 - 8 * channel));
                }
            }
        }
        return pixels;
    }
}
