package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Node;

/** Images are read as a person sees them, in training and for predictions. */
class SeenImagesTest {
    private static final int WIDTH = 3;
    private static final int HEIGHT = 2;

    @TempDir
    Path folder;

    /**
     * The table of CIPA DC-008: the visual side that the stored row 0 and the stored column 0 are on. From it follows
     * where a stored pixel is seen.
     */
    @ParameterizedTest
    @CsvSource({
        "1, top, left",
        "2, top, right",
        "3, bottom, right",
        "4, bottom, left",
        "5, left, top",
        "6, right, top",
        "7, right, bottom",
        "8, left, bottom"
    })
    void a_png_is_turned_as_its_orientation_says(int orientation, String row0, String column0) throws IOException {
        byte[] stored = {1, 2, 3, 4, 5, 6};
        boolean turned = orientation > 4;
        int width = turned ? HEIGHT : WIDTH;
        byte[] seen = new byte[stored.length];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                int x = turned ? from(row0, row, HEIGHT) : from(column0, column, WIDTH);
                int y = turned ? from(column0, column, WIDTH) : from(row0, row, HEIGHT);
                seen[y * width + x] = stored[row * WIDTH + column];
            }
        }
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] png = withChunk(encoded("png", grey(WIDTH, stored)), tiff(orientation, order));

            assertThat(read(png, "png")).isDeepEqualTo(new byte[][] {seen, seen});
        }
    }

    private static int from(String side, int index, int length) {
        return side.equals("top") || side.equals("left") ? index : length - 1 - index;
    }

    /** A JPEG of two halves: black on the left, white on the right. */
    @ParameterizedTest
    @CsvSource({"1, left", "2, right", "3, right", "4, left", "5, top", "6, top", "7, bottom", "8, bottom"})
    void a_jpeg_is_turned_as_its_orientation_says(int orientation, String dark) throws IOException {
        byte[] halves = new byte[16 * 16];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = (byte) (i % 16 < 8 ? 0 : 255);
        }
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] jpeg = withSegment(encoded("jpg", grey(16, halves)), tiff(orientation, order));

            byte[] seen = read(jpeg, "jpg")[0];

            int[][] corners = {{3, 3}, {12, 3}, {3, 12}, {12, 12}}; // x, y
            for (int[] corner : corners) {
                boolean inDark = switch (dark) {
                    case "left" -> corner[0] < 8;
                    case "right" -> corner[0] >= 8;
                    case "top" -> corner[1] < 8;
                    default -> corner[1] >= 8;
                };
                assertThat((seen[corner[1] * 16 + corner[0]] & 0xFF) < 128).isEqualTo(inDark);
            }
        }
    }

    @Test
    void a_broken_orientation_is_none() throws IOException {
        byte[] stored = {1, 2, 3, 4, 5, 6};
        byte[] png = encoded("png", grey(WIDTH, stored));

        for (byte[] exif : List.of(
                tiff(9, ByteOrder.BIG_ENDIAN), tiff(0, ByteOrder.BIG_ENDIAN), new byte[] {'M', 'M', 0, 42, 0x7F, 0, 0, 0
                })) {
            assertThat(read(withChunk(png, exif), "png")[0]).containsExactly(stored);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void transparent_pixels_are_seen_on_white(int side) throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00FF0000); // invisible red
        assertThat(read(encoded("png", image), "png", side)[0]).containsOnly(255);

        image.setRGB(0, 0, 0x80FF0000); // alpha 128: red 255, green and blue 255 · 127/255 = 127
        assertThat(read(encoded("png", image), "png", side)[0]).containsExactly(255, 127, 127);
    }

    @Test
    void grey_with_transparency_stays_grey_on_white() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 2, 1, 2, null);
        raster.setPixel(0, 0, new int[] {10, 0});
        raster.setPixel(1, 0, new int[] {10, 255});
        BufferedImage image = new BufferedImage(
                new java.awt.image.ComponentColorModel(
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_GRAY),
                        true,
                        false,
                        java.awt.Transparency.TRANSLUCENT,
                        0),
                raster,
                false,
                null);

        assertThat(read(encoded("png", image), "png")[0]).containsExactly(255, 10);
    }

    @Test
    void sixteen_bits_become_eight() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 257 * 77);

        assertThat(read(encoded("png", image), "png")[0]).containsExactly(255, 77);
    }

    @Test
    void hidden_folders_and_files_are_no_classes_and_are_counted_and_named() throws IOException {
        byte[] png = encoded("png", grey(2, new byte[] {1, 2, 3, 4}));
        for (String name : List.of(
                "cat/a.png",
                "dog/b.png",
                ".ipynb_checkpoints/a-checkpoint.png",
                "__MACOSX/cat/._a.png",
                "cat/.thumbnails/a.png",
                "cat/._a.png",
                ".DS_Store",
                "cat/Thumbs.db",
                "bird/c.webp",
                "dog/readme.txt")) {
            Path file = folder.resolve("pics").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, png);
        }

        Pictures pictures = pictures(0);

        assertThat(pictures.names()).containsExactly("cat/a.png", "dog/b.png");
        assertThat(pictures.target().names()).containsExactly("cat", "dog");
        assertThat(pictures.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("left out 6 files that are hidden")
                        .contains(".DS_Store"))
                .anySatisfy(note ->
                        assertThat(note).startsWith("left out 2 files").contains("bird/c.webp", "dog/readme.txt"))
                .anySatisfy(note -> assertThat(note).startsWith("no class").endsWith("bird"));
        List<String> seen = new ArrayList<>();
        List<String> notes = ImageReader.read(
                folder.resolve("pics"), new Pictures.Size(1, 2, 2), 0, (name, pixels) -> seen.add(name));
        assertThat(seen).containsExactly("cat/a.png", "dog/b.png");
        assertThat(notes).hasSize(2);
    }

    @Test
    void of_an_animation_the_first_frame_is_read_on_its_canvas_and_said() throws IOException {
        byte[] gif = animation(4, 3, 2, 1, grey(2, new byte[] {0, 0}), grey(2, new byte[] {0, 0}));

        byte[][] read = read(gif, "gif");

        // black at (2, 1) and (3, 1), the rest of the canvas is transparent
        byte[] plane = new byte[12];
        Arrays.fill(plane, (byte) 255);
        plane[6] = 0;
        plane[7] = 0;
        assertThat(Arrays.copyOf(read[0], 12)).containsExactly(plane);
        assertThat(pictures(0).notes())
                .anySatisfy(note -> assertThat(note).startsWith("2 files are animated, only the first frame is read"));
    }

    @Test
    void colours_of_print_are_named() throws IOException {
        WritableRaster cmyk = Raster.createInterleavedRaster(0, 8, 8, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(cmyk, null, null), null);
        } finally {
            writer.dispose();
        }

        assertThatThrownBy(() -> read(bytes.toByteArray(), "jpg"))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("a/1.jpg: has the colours of print (CMYK)")
                .hasMessageContaining("save it as");
    }

    /** Two classes with this image, as training and predictions read it. */
    private byte[][] read(byte[] image, String ending) throws IOException {
        return read(image, ending, 0);
    }

    private byte[][] read(byte[] image, String ending, int side) throws IOException {
        for (String name : List.of("a/1.", "b/1.")) {
            Path file = folder.resolve("pics").resolve(name + ending);
            Files.createDirectories(file.getParent());
            Files.write(file, image);
        }
        Pictures pictures = pictures(side);
        List<byte[]> predicted = new ArrayList<>();
        ImageReader.read(folder.resolve("pics"), pictures.size(), side, (name, pixels) -> predicted.add(pixels));
        assertThat(predicted.toArray(byte[][]::new)).isDeepEqualTo(pictures.pixels());
        return pictures.pixels();
    }

    private Pictures pictures(int side) {
        String place = folder.resolve("pics").toString();
        return (Pictures) Examples.read(
                Path.of(place), new DataSpec(null, place, null, null, "class", null, Split.standard(1)), side);
    }

    private static BufferedImage grey(int width, byte[] pixels) {
        BufferedImage image = new BufferedImage(width, pixels.length / width, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < pixels.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, pixels[i] & 0xFF);
        }
        return image;
    }

    private static byte[] encoded(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    /** A directory of one entry: the orientation. */
    private static byte[] tiff(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    private static byte[] withSegment(byte[] jpeg, byte[] tiff) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(jpeg, 0, 2);
        out.writeShort(0xFFE1);
        out.writeShort(2 + 6 + tiff.length);
        out.writeBytes("Exif\0\0");
        out.write(tiff);
        out.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    /** Behind the signature and the chunk IHDR. */
    private static byte[] withChunk(byte[] png, byte[] tiff) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(png, 0, 33);
        out.writeInt(tiff.length);
        ByteBuffer chunk = ByteBuffer.allocate(4 + tiff.length);
        chunk.put("eXIf".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).put(tiff);
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        out.write(chunk.array());
        out.writeInt((int) crc.getValue());
        out.write(png, 33, png.length - 33);
        return bytes.toByteArray();
    }

    /** A GIF whose frames are smaller than its canvas. */
    private static byte[] animation(int width, int height, int left, int top, BufferedImage... frames)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            IIOMetadata stream = writer.getDefaultStreamMetadata(null);
            Node screen = stream.getAsTree("javax_imageio_gif_stream_1.0");
            set(screen, "LogicalScreenDescriptor", "logicalScreenWidth", width);
            set(screen, "LogicalScreenDescriptor", "logicalScreenHeight", height);
            stream.setFromTree("javax_imageio_gif_stream_1.0", screen);
            writer.prepareWriteSequence(stream);
            for (BufferedImage frame : frames) {
                IIOMetadata image =
                        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
                Node place = image.getAsTree("javax_imageio_gif_image_1.0");
                set(place, "ImageDescriptor", "imageLeftPosition", left);
                set(place, "ImageDescriptor", "imageTopPosition", top);
                image.setFromTree("javax_imageio_gif_image_1.0", place);
                writer.writeToSequence(new IIOImage(frame, null, image), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void set(Node tree, String element, String attribute, int value) {
        for (Node node : children(tree)) {
            if (node.getNodeName().equals(element)) {
                ((org.w3c.dom.Element) node).setAttribute(attribute, String.valueOf(value));
                return;
            }
        }
        javax.imageio.metadata.IIOMetadataNode added = new javax.imageio.metadata.IIOMetadataNode(element);
        added.setAttribute(attribute, String.valueOf(value));
        tree.appendChild(added);
    }

    private static List<Node> children(Node tree) {
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < tree.getChildNodes().getLength(); i++) {
            children.add(tree.getChildNodes().item(i));
        }
        return children;
    }
}
