package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.ImageData;
import dev.trialstream.training.plan.InputShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    private static final InputShape.Image THREE = new InputShape.Image(1, 1, 3);

    @TempDir
    Path folder;

    /** By hand: the pixels of rows 0 and 1 are 0, 50, 100 and 150: mean 75, variance (75² + 25² + 25² + 75²)/4 = 3125. */
    @Test
    void each_channel_is_standardised_by_the_pixels_of_the_training_rows() {
        Preparation fitted = fit(Map.of());
        float[] features = fitted.apply(new byte[] {75, (byte) 255});
        assertThat(features[0]).isZero();
        assertThat(features[1]).isCloseTo((float) (180 / Math.sqrt(3125)), within(1e-5f));
        assertThat(fitted.shape()).isEqualTo(new InputShape.Image(1, 1, 2));
        assertThat(Json.json().readValue(Json.json().writeValueAsBytes(fitted), Preparation.class))
                .isEqualTo(fitted);
    }

    @Test
    void a_range_is_that_of_the_format() {
        assertThat(fit(Map.of("scaling", "min_max")).apply(new byte[] {51, (byte) 255}))
                .containsExactly(0.2f, 1);
        assertThat(fit(Map.of("scaling", "min_max_symmetric")).apply(new byte[] {0, (byte) 255}))
                .containsExactly(-1, 1);
        assertThat(fit(Map.of("scaling", "none")).apply(new byte[] {7, (byte) 200}))
                .containsExactly(7, 200);
    }

    @Test
    void images_are_mirrored_half_the_time() {
        Set<List<Float>> seen = seen(Map.of("augment_flip", true));
        assertThat(seen).containsExactlyInAnyOrder(List.of(1f, 2f, 3f), List.of(3f, 2f, 1f));
    }

    @Test
    void images_are_moved_by_whole_pixels_and_their_edge_comes_in() {
        Set<List<Float>> seen = seen(Map.of("augment_shift", 0.34));
        assertThat(seen).containsExactlyInAnyOrder(List.of(1f, 2f, 3f), List.of(1f, 1f, 2f), List.of(2f, 3f, 3f));
    }

    @Test
    void a_cut_is_stretched_over_the_whole() {
        assertThat(seen(Map.of("augment_crop", 0.5))).allSatisfy(image -> {
            assertThat(image.get(0)).isBetween(1f, 2f);
            assertThat(image.get(2) - image.get(0)).isBetween(1f, 2f);
            assertThat(image.get(1)).isCloseTo((image.get(0) + image.get(2)) / 2, within(1e-5f));
        });
    }

    @Test
    void the_same_seed_changes_images_in_the_same_way() {
        Augmentation augmentation = augmentation(Map.of("augment_flip", true, "augment_crop", 0.3));
        float[] row = {1, 2, 3};
        float[] first = new float[3];
        float[] second = new float[3];
        augmentation.apply(row, 0, first, new Random(4));
        augmentation.apply(row, 0, second, new Random(4));
        assertThat(second).isEqualTo(first);
        assertThat(row).containsExactly(1, 2, 3);
    }

    @Test
    void nothing_is_changed_where_nothing_is_asked_and_only_images_are() {
        assertThat(ImageAugmentation.of(Parameters.none(), THREE)).isNull();
        assertThatThrownBy(() ->
                        ImageAugmentation.of(new Parameters(Map.of("augment_shift", 0.1)), new InputShape.Flat(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter augment_shift: only images are changed a little, expected 0");
    }

    private static Set<List<Float>> seen(Map<String, Object> parameters) {
        Augmentation augmentation = augmentation(parameters);
        Random random = new Random(1);
        Set<List<Float>> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            float[] into = new float[3];
            augmentation.apply(new float[] {9, 1, 2, 3}, 1, into, random);
            List<Float> image = new ArrayList<>();
            for (float value : into) {
                image.add(value);
            }
            seen.add(image);
        }
        return seen;
    }

    private static Augmentation augmentation(Map<String, Object> parameters) {
        return java.util.Objects.requireNonNull(ImageAugmentation.of(new Parameters(parameters), THREE));
    }

    private Preparation fit(Map<String, Object> parameters) {
        ImageData.write(
                folder.resolve("images"),
                ImageData.idx(0x803, 3, new byte[] {0, 50}, new byte[] {100, (byte) 150}, new byte[] {1, 1}));
        ImageData.write(folder.resolve("labels"), ImageData.idxLabels(0x801, 0, 1, 1));
        DataSpec spec = new DataSpec(
                null,
                null,
                new DataSpec.Idx("images", folder.resolve("labels").toString()),
                null,
                "class",
                null,
                Split.standard(1));
        return Preparation.fit(
                Examples.read(folder.resolve("images"), spec, 0),
                new int[] {0, 1},
                Recipe.of(new Parameters(parameters)));
    }
}
