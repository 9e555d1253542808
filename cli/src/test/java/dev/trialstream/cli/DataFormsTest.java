package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
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
        JsonNode answer = run("""
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

        assertThat(answer.get("best").get("metrics").propertyNames())
                .contains("validation_error", "validation_error_sd");
        List<String> lines = predict("pics/light");
        assertThat(lines.get(0)).isEqualTo("image,class,probability_dark,probability_light");
        assertThat(lines).hasSize(31);
        assertThat(lines.get(1)).startsWith("1.png,");
    }

    @Test
    void a_convolutional_network_learns_a_folder_of_images() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 60; i++) {
            boolean across = i % 2 == 0;
            int phase = random.nextInt(2);
            draw(
                    "pics/" + (across ? "across" : "down") + "/" + i + ".png",
                    8,
                    (x, y) -> ((across ? y : x) + phase) % 2 * 180 + random.nextInt(60));
        }

        JsonNode answer = run("""
                data: {images: pics}
                trainer: {type: dl4j, model: cnn}
                seeds: 2
                fixed: {blocks: 1, filters: 4, head_units: 8, learning_rate: 0.01, batch_size: 8, augment_flip: true}
                space: {dropout: {type: float, min: 0, max: 0.3}}
                budget: {trials: 1, epochs: 10, parallel: 1}
                promotion: {confirm: none}
                """);

        JsonNode metrics = answer.get("best").get("metrics");
        assertThat(metrics.propertyNames()).contains("gradient_norm", "gradient_norm_sd", "validation_macro_f1_sd");
        assertThat(metrics.get("test_error").doubleValue()).isLessThan(0.1);
        List<String> lines = predict("pics/down");
        assertThat(lines.get(0)).isEqualTo("image,class,probability_across,probability_down");
        assertThat(lines).hasSize(31);
        assertThat(lines.stream().filter(line -> line.contains(".png,down,"))).hasSizeGreaterThan(27);
    }

    @Test
    void a_recurrent_network_learns_series_of_different_lengths_and_predicts_each_as_it_was_scored() throws Exception {
        Random random = new Random(3);
        StringBuilder labels = new StringBuilder("series,way\n");
        StringBuilder rows = new StringBuilder("row,part\n");
        for (int i = 0; i < 60; i++) {
            boolean up = i % 2 == 0;
            StringBuilder series = new StringBuilder("time,height\n");
            for (int step = 0; step < 3 + i % 7; step++) {
                double height = (up ? step : -step) + random.nextGaussian() / 4;
                series.append(step).append(',').append(height).append('\n');
            }
            write("walks/s" + i + ".csv", series.toString());
            labels.append("s").append(i).append(up ? ",up\n" : ",down\n");
            rows.append(i).append(i < 36 ? ",train\n" : i < 48 ? ",validation\n" : ",test\n");
        }
        write("walks/labels.csv", labels.toString());
        write("rows.csv", rows.toString());

        JsonNode answer = run("""
                data:
                  sequences: walks
                  target: way
                  split: {rows: rows.csv}
                trainer: {type: dl4j, model: rnn}
                fixed: {units: 8, learning_rate: 0.03, batch_size: 8, scaling: auto, clip_norm: 1}
                space: {cell: {type: categorical, values: [lstm]}}
                budget: {trials: 1, epochs: 12, parallel: 1}
                promotion: {confirm: none}
                """);

        JsonNode metrics = answer.get("best").get("metrics");
        assertThat(metrics.get("test_error").doubleValue()).isLessThan(0.1);
        JsonNode preparation = Json.json().readTree(Files.readString(folder.resolve("out/preparation.json")));
        assertThat(preparation.get("scaling").stringValue()).isEqualTo("min_max_symmetric");
        double logLoss = 0;
        for (int i = 48; i < 60; i++) { // one by one: padding by other series has no effect
            List<String> lines = predict("walks/s" + i + ".csv");
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).isEqualTo("series,way,probability_down,probability_up");
            logLoss -= Math.log(Double.parseDouble(lines.get(1).split(",", -1)[i % 2 == 0 ? 3 : 2])) / 12;
        }
        assertThat(logLoss).isCloseTo(metrics.get("test_log_loss").doubleValue(), within(1e-5));
        assertThat(predict("walks")).hasSize(61);
    }

    private JsonNode run(String yaml) throws Exception {
        Path study = Files.writeString(folder.resolve("study.yaml"), yaml);
        Cli result = Cli.run(
                "run",
                study.toString(),
                "--json",
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Json.json().readTree(result.out());
    }

    private List<String> predict(String what) throws Exception {
        Cli predicted = Cli.run(
                "predict",
                "--model",
                folder.resolve("out").toString(),
                folder.resolve(what).toString());
        assertThat(predicted.exitCode()).as(predicted.err()).isZero();
        return predicted.out().lines().toList();
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void save(String name, int side, int light) throws IOException {
        draw(name, side, (x, y) -> light);
    }

    private void draw(String name, int side, IntBinaryOperator light) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, light.applyAsInt(i % side, i / side));
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
