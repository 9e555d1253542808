package dev.trialstream.training.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Examples;
import dev.trialstream.training.data.ImageData;
import dev.trialstream.training.data.Pictures;
import dev.trialstream.training.data.RowSplit;
import dev.trialstream.training.data.Splitter;
import dev.trialstream.training.network.Delivery;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePredictionTest {
    @TempDir
    Path folder;

    @Test
    void a_network_of_changed_images_learns_and_predicts_idx_files_with_the_error_it_was_delivered_with()
            throws Exception {
        ImageData.idxOfDigits(folder);
        DataSpec.Idx idx = new DataSpec.Idx(
                folder.resolve("images").toString(), folder.resolve("labels").toString());
        DataSpec spec = new DataSpec(null, null, idx, null, "class", Task.CLASSIFICATION, Split.standard(1));
        Parameters parameters =
                new Parameters(Map.of("units", 64, "augment_shift", 0.07, "augment_crop", 0.1, "batch_size", 64));
        Path model = Files.createDirectory(folder.resolve("model"));

        Map<String, Double> delivered =
                Delivery.of(spec, folder.resolve("images"), RowUse.AS_SPLIT, parameters, 8, model);

        assertThat(delivered.get("test_error")).isLessThan(0.15);
        List<String> lines = predict(model, folder.resolve("images"));
        assertThat(lines.get(0)).startsWith("image,class,probability_0,");
        Pictures pictures = (Pictures) Examples.read(folder.resolve("images"), spec, 0);
        RowSplit parts = Splitter.split(pictures, spec.split());
        long wrong = IntStream.of(parts.test())
                .filter(row -> !lines.get(row + 1)
                        .split(",", -1)[1]
                        .equals(pictures.target().names().get(pictures.target().classOf(row))))
                .count();
        assertThat((double) wrong / parts.test().length).isEqualTo(delivered.get("test_error"));
    }

    @Test
    void a_folder_of_images_is_predicted_by_name_and_one_of_another_size_is_refused() throws Exception {
        for (int i = 0; i < 20; i++) {
            int light = i % 2 == 0 ? 10 + i : 200 + i;
            ImageData.save(
                    folder.resolve("pics/" + (i % 2 == 0 ? "dark" : "light") + "/" + i + ".png"),
                    ImageData.grey(3, light, light, i, light, light, i, light, light, i));
        }
        DataSpec spec = new DataSpec(
                null, folder.resolve("pics").toString(), null, null, "class", Task.CLASSIFICATION, Split.standard(1));
        Path model = Files.createDirectory(folder.resolve("model"));
        Delivery.of(
                spec,
                folder.resolve("pics"),
                RowUse.AS_SPLIT,
                new Parameters(Map.of("units", 8, "image_size", 4, "learning_rate", 0.01)),
                20,
                model);
        ImageData.save(folder.resolve("new/x.png"), ImageData.grey(2, 240, 240, 240, 240));

        assertThat(predict(model, folder.resolve("new")).get(1)).startsWith("x.png,light,");
        assertThatThrownBy(() -> predict(model, folder.resolve("none")))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("none: no such file");
        ImageData.write(folder.resolve("stack"), ImageData.idx(0x803, 1, new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> predict(model, folder.resolve("stack")))
                .hasMessageEndingWith("stack: is 3 x 1 in grey, the model expects 4 x 4 in grey");
    }

    private static List<String> predict(Path model, Path images) {
        StringWriter out = new StringWriter();
        try (Predictor predictor = Predictor.load(model)) {
            predictor.predict(images, out);
        }
        return out.toString().lines().toList();
    }
}
