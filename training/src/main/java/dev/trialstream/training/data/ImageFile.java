package dev.trialstream.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Reads one image as a person sees it: turned as its EXIF orientation says, transparent pixels on white, with 8 bits a
 * channel, and the first frame of an animation on its whole canvas.
 */
final class ImageFile {
    private static final int WHITE = 255;
    private static final int MOST_PIXELS = 1 << 28;

    private static final String PRINT =
            "has the colours of print (CMYK) or a form of JPEG that cannot be read, expected"
                    + " RGB or grey: save it as PNG or as a JPEG in RGB";

    private ImageFile() {}

    /**
     * An image.
     *
     * @param image opaque; either one band of 8 bits, or colours for {@link BufferedImage#getRGB}
     * @param frames of the file
     * @param turned whether an orientation exchanged width and height
     */
    record Seen(BufferedImage image, int frames, boolean turned) {}

    /** @throws BadData if the file is no image, is truncated, or has colours that cannot be converted */
    static Seen read(Path file) {
        List<String> warnings = new ArrayList<>();
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new BadData(file.toString(), "is truncated or no image, expected one of PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                boolean gif = reader.getFormatName().toLowerCase(Locale.ROOT).equals("gif");
                reader.setInput(bytes, !gif, !gif);
                // An ImageIO reader may return half an image with only a warning; that warning is an error here.
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                byte[] content = gif ? new byte[0] : Files.readAllBytes(file);
                if (JpegHeader.components(content) > 3) {
                    throw new BadData(file.toString(), PRINT);
                }
                checkSize(file, reader);
                BufferedImage image = reader.read(0);
                if (warnings.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains("premature"))) {
                    throw new BadData(file.toString(), "is truncated: " + warnings.get(0));
                }
                int frames = gif ? reader.getNumImages(true) : 1;
                BufferedImage opaque = opaque(gif ? onCanvas(image, reader) : image);
                int orientation = gif ? 1 : Orientation.of(content);
                return new Seen(Orientation.apply(opaque, orientation), frames, orientation > 4);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof BadData bad) {
                throw bad;
            }
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new BadData(
                    file.toString(),
                    why.contains("Unsupported Image Type") || why.contains("Unsupported JPEG")
                            ? PRINT
                            : "is truncated or no image (" + why + ")");
        }
    }

    private static void checkSize(Path file, ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new BadData(
                    file.toString(),
                    "is " + reader.getWidth(0) + " x " + reader.getHeight(0) + " pixels, expected at most "
                            + MOST_PIXELS);
        }
    }

    /** Puts a frame that does not fill the canvas of its file where it belongs; the rest is transparent. */
    private static BufferedImage onCanvas(BufferedImage frame, ImageReader reader) throws IOException {
        IIOMetadata stream = reader.getStreamMetadata();
        IIOMetadata image = reader.getImageMetadata(0);
        if (stream == null || image == null) {
            return frame;
        }
        Node screen = stream.getAsTree("javax_imageio_gif_stream_1.0");
        Node place = image.getAsTree("javax_imageio_gif_image_1.0");
        int width = number(screen, "LogicalScreenDescriptor", "logicalScreenWidth", frame.getWidth());
        int height = number(screen, "LogicalScreenDescriptor", "logicalScreenHeight", frame.getHeight());
        int left = number(place, "ImageDescriptor", "imageLeftPosition", 0);
        int top = number(place, "ImageDescriptor", "imageTopPosition", 0);
        boolean fills = left == 0 && top == 0 && width <= frame.getWidth() && height <= frame.getHeight();
        if (fills || (long) width * height > MOST_PIXELS) {
            return frame;
        }
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < frame.getHeight() && top + y < height; y++) {
            for (int x = 0; x < frame.getWidth() && left + x < width; x++) {
                canvas.setRGB(left + x, top + y, frame.getRGB(x, y));
            }
        }
        return canvas;
    }

    private static int number(Node tree, String element, String attribute, int otherwise) {
        NodeList children = tree.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i).getNodeName().equals(element)) {
                Node found = children.item(i).getAttributes().getNamedItem(attribute);
                return found == null ? otherwise : Integer.parseInt(found.getNodeValue());
            }
        }
        return otherwise;
    }

    private static BufferedImage opaque(BufferedImage image) {
        int components = image.getColorModel().getNumComponents();
        if (components <= 2) {
            return isPlainGrey(image) ? image : grey(image, components == 2);
        }
        return image.getColorModel().hasAlpha() ? onWhite(image) : image;
    }

    private static boolean isPlainGrey(BufferedImage image) {
        return image.getColorModel().getNumComponents() == 1
                && image.getSampleModel().getSampleSize(0) == 8;
    }

    /** Scales the stored grey values to 8 bits; getRGB would apply the gamma of the colour space. */
    private static BufferedImage grey(BufferedImage image, boolean alpha) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster to = grey.getRaster();
        double most = (1L << image.getSampleModel().getSampleSize(0)) - 1;
        double opaque = alpha ? (1L << image.getSampleModel().getSampleSize(1)) - 1 : 1;
        int[] sample = new int[image.getRaster().getNumBands()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().getPixel(x, y, sample);
                double value = sample[0] * (double) WHITE / most;
                double share = alpha ? sample[1] / opaque : 1;
                to.setSample(x, y, 0, (int) Math.round(value * share + WHITE * (1 - share)));
            }
        }
        return grey;
    }

    /** Each channel is alpha · value + (1 − alpha) · 255. */
    private static BufferedImage onWhite(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                int alpha = argb >>> 24;
                int rgb = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int value = argb >> shift & 0xFF;
                    rgb |= (int) Math.round((value * alpha + WHITE * (WHITE - alpha)) / (double) WHITE) << shift;
                }
                opaque.setRGB(x, y, rgb);
            }
        }
        return opaque;
    }
}
