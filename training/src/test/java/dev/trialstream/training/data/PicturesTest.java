package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final byte[] DARK = {0, 1, 2};
    private static final byte[] LIGHT = {(byte) 253, (byte) 254, (byte) 255};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idx_files_are_read_plain_or_compressed(boolean compressed) {
        byte[] images = ImageData.idx(0x803, 3, DARK, LIGHT, DARK);
        byte[] labels = ImageData.idxLabels(0x801, 7, 12, 7);

        Pictures pictures =
                idx(compressed ? ImageData.gzip(images) : images, compressed ? ImageData.gzip(labels) : labels);

        assertThat(pictures.size()).isEqualTo(new Pictures.Size(1, 1, 3));
        assertThat(pictures.pixels()).isDeepEqualTo(new byte[][] {DARK, LIGHT, DARK});
        assertThat(pictures.target().names()).containsExactly("7", "12");
        assertThat(pictures.target().classOf(1)).isEqualTo(1);
        assertThat(pictures.groups()).containsExactly(0, 1, 0);
        assertThat(DataHash.sha256(folder.resolve("images"), idxSpec())).isEqualTo(pictures.sha256());
    }

    @Test
    void an_idx_file_that_is_none_is_named_with_what_was_expected() {
        byte[] images = ImageData.idx(0x803, 2, DARK, LIGHT);
        byte[] labels = ImageData.idxLabels(0x801, 0, 1);
        assertThatThrownBy(() -> idx(ImageData.idx(0x802, 2, DARK, LIGHT), labels))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith(
                        "images: has the magic number 0x00000802, expected 0x00000803 of an IDX file of images");
        assertThatThrownBy(() -> idx(images, images))
                .hasMessageEndingWith(
                        "labels: has the magic number 0x00000803, expected 0x00000801 of an IDX file of labels");
        assertThatThrownBy(() -> idx(ImageData.idx(0x803, 3, DARK, LIGHT), labels))
                .hasMessageEndingWith("images: is truncated: ends within image 3 of the 3 that its header promises");
        assertThatThrownBy(() -> idx(Arrays.copyOf(images, 10), labels))
                .hasMessageEndingWith("images: ends within its header, expected an IDX file of images");
        assertThatThrownBy(() -> idx(ImageData.idx(0x803, 1, DARK, LIGHT), labels))
                .hasMessageEndingWith("images: goes on after the 1 images that its header promises");
        assertThatThrownBy(() -> idx(images, ImageData.idxLabels(0x801, 0, 1, 1)))
                .hasMessageContaining("labels: has 3 labels, expected 2, one for each image of");
        assertThatThrownBy(() -> idx(images, Arrays.copyOf(labels, 9)))
                .hasMessageEndingWith("labels: is truncated: has 1 of the 2 labels that its header promises");
        assertThatThrownBy(() -> idx(images, ImageData.idxLabels(0x801, 4, 4)))
                .hasMessageEndingWith("labels: every image is of class 4, expected two classes at least");
        assertThatThrownBy(() -> idx(Arrays.copyOf(ImageData.gzip(images), 20), labels))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("images: ");
    }

    @Test
    void a_folder_of_images_is_read_in_the_order_of_their_names_with_the_class_of_their_folder() throws Exception {
        ImageData.save(folder.resolve("pics/cat/b.png"), ImageData.grey(2, 10, 20, 30, 40));
        ImageData.save(folder.resolve("pics/cat/a.bmp"), ImageData.coloured(2, 0x010203, 0x040506, 0x070809, 0x0A0B0C));
        ImageData.save(folder.resolve("pics/ant/c.png"), ImageData.grey(2, 0, 0, 0, 255));
        Files.writeString(folder.resolve("pics/readme.txt"), "no image");

        Pictures pictures = folder(0);

        assertThat(pictures.names()).containsExactly("ant/c.png", "cat/a.bmp", "cat/b.png");
        assertThat(pictures.size()).isEqualTo(new Pictures.Size(3, 2, 2));
        assertThat(pictures.target().names()).containsExactly("ant", "cat");
        assertThat(pictures.pixels()[1]).containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
        assertThat(pictures.pixels()[2]).containsExactly(10, 20, 30, 40, 10, 20, 30, 40, 10, 20, 30, 40);
        assertThat(DataHash.sha256(folder.resolve("pics"), imageSpec())).isEqualTo(pictures.sha256());
        ImageData.save(folder.resolve("pics/cat/b.png"), ImageData.grey(2, 10, 20, 30, 41));
        assertThat(DataHash.sha256(folder.resolve("pics"), imageSpec())).isNotEqualTo(pictures.sha256());
    }

    @Test
    void images_of_mixed_size_are_refused_by_name_unless_they_are_brought_to_one() {
        ImageData.save(folder.resolve("pics/a/1.png"), ImageData.grey(2, 9, 9, 9, 9));
        ImageData.save(folder.resolve("pics/b/2.png"), ImageData.grey(3, 5, 5, 5, 5, 5, 5, 5, 5, 5));
        assertThatThrownBy(() -> folder(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("2.png: is 3 x 3 pixels, a/1.png is 2 x 2, expected images of one size")
                .hasMessageEndingWith("as fixed: {image_size: 32} does");
        assertThat(folder(4).size()).isEqualTo(new Pictures.Size(1, 4, 4));
        assertThat(folder(4).pixels()[1]).containsOnly(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void a_truncated_image_is_named(String format) {
        int[] noise = new java.util.Random(1).ints(64 * 64, 0, 256).toArray();
        byte[] whole = ImageData.bytes(ImageData.grey(64, noise), format);
        ImageData.save(folder.resolve("pics/a/1.png"), ImageData.grey(64, noise));
        ImageData.write(folder.resolve("pics/b/2." + format), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> folder(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("2." + format + ": is trunca");
    }

    @Test
    void what_is_no_folder_of_classes_of_images_is_refused() {
        ImageData.save(folder.resolve("pics/a/1.png"), ImageData.grey(1, 9));
        assertThatThrownBy(() -> folder(0))
                .hasMessageEndingWith(
                        "has images of 1 classes, expected a folder of images for each of two classes at" + " least");
        ImageData.write(folder.resolve("pics/b/2.png"), "text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> folder(0)).hasMessageContaining("2.png: is truncated or no image");
        ImageData.save(folder.resolve("pics/stray.png"), ImageData.grey(1, 9));
        assertThatThrownBy(() -> folder(0)).hasMessageContaining("stray.png: lies beside the folders of the classes");
        assertThatThrownBy(() -> Examples.read(folder.resolve("none"), imageSpec(), 0))
                .hasMessageEndingWith("none: no such folder");
    }

    @Test
    void a_class_of_one_image_cannot_be_parted() {
        for (int i = 0; i < 6; i++) {
            BufferedImage image = ImageData.grey(1, i);
            ImageData.save(folder.resolve("pics/" + (i == 0 ? "rare" : "usual") + "/" + i + ".png"), image);
        }
        assertThatThrownBy(() -> Splitter.split(folder(0), Split.standard(1)))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith(
                        "column class: class rare has 1 different rows, expected at least 3, one for each part"
                                + ": drop the rows of the class, or join it with another");
    }

    @Test
    void images_are_parted_by_class_like_rows() {
        ImageData.idxOfDigits(folder);
        Pictures pictures = (Pictures) Examples.read(folder.resolve("images"), idxSpec(), 0);
        RowSplit parts = Splitter.split(pictures, Split.standard(1));
        assertThat(IntStream.of(parts.test())
                        .map(pictures.target()::classOf)
                        .distinct()
                        .count())
                .isEqualTo(10);
        assertThat(parts.train()).hasSize(1078);
    }

    private Pictures idx(byte[] images, byte[] labels) {
        ImageData.write(folder.resolve("images"), images);
        ImageData.write(folder.resolve("labels"), labels);
        return (Pictures) Examples.read(folder.resolve("images"), idxSpec(), 0);
    }

    private Pictures folder(int side) {
        return (Pictures) Examples.read(folder.resolve("pics"), imageSpec(), side);
    }

    private DataSpec imageSpec() {
        return new DataSpec(null, folder.resolve("pics").toString(), null, null, "class", null, Split.standard(1));
    }

    private DataSpec idxSpec() {
        DataSpec.Idx idx = new DataSpec.Idx(
                folder.resolve("images").toString(), folder.resolve("labels").toString());
        return new DataSpec(null, null, idx, null, "class", null, Split.standard(1));
    }
}
