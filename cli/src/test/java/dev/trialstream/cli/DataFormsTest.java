package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Studies of other data than a CSV file, through the public command. */
class DataFormsTest {
    @TempDir
    Path folder;

    @Test
    void images_are_learnt_from_over_several_seeds_delivered_and_predicted() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            boolean dark = i % 2 == 0;
            save(
                    "pics/" + (dark ? "dark" : "light") + "/" + i + ".png",
                    6 + i % 3,
                    (dark ? 20 : 200) + random.nextInt(30));
        }
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                data: {images: pics}
                seeds: 2
                fixed: {image_size: 4, units: 8, learning_rate: 0.01}
                space:
                  augment_flip: {type: boolean}
                  resample: {type: categorical, values: [none, oversample]}
                budget: {trials: 2, epochs: 4, parallel: 1}
                promotion: {confirm: none}
                stopping: {rule: none}
                """);

        Cli result = Cli.run(
                "run",
                study.toString(),
                "--json",
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode answer = Json.json().readTree(result.out());
        assertThat(answer.get("best").get("metrics").propertyNames())
                .contains("validation_error", "validation_error_sd");
        Cli predicted = Cli.run(
                "predict",
                "--model",
                folder.resolve("out").toString(),
                folder.resolve("pics/light").toString());
        assertThat(predicted.exitCode()).as(predicted.err()).isZero();
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("image,class,probability_dark,probability_light");
        assertThat(lines).hasSize(31);
        assertThat(lines.get(1)).startsWith("1.png,");
    }

    private void save(String name, int side, int light) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, light);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
