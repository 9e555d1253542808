package dev.trialstream.training.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.training.data.BadData;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.RowSplit;
import dev.trialstream.training.data.Splitter;
import dev.trialstream.training.data.TestData;
import dev.trialstream.training.engine.BadModel;
import dev.trialstream.training.network.Delivery;
import dev.trialstream.training.prepare.NumericEncoding;
import dev.trialstream.training.prepare.Preparation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are really trained for a short time, and delivered like a study does. */
class PredictorTest {
    private static final DataSpec DIGITS = new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1));
    private static final DataSpec HEAT = new DataSpec("heat.csv", "heat_kwh", Task.REGRESSION, Split.standard(1));
    private static final Parameters SMALL = new Parameters(Map.of("units", 16, "learning_rate", 0.01));

    @TempDir
    static Path models;

    private static Map<String, Double> digitsMetrics = Map.of();
    private static Map<String, Double> heatMetrics = Map.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void deliver() throws IOException {
        Path digits = Files.createDirectory(models.resolve("digits"));
        Path heat = Files.createDirectory(models.resolve("heat"));
        digitsMetrics = Delivery.of(DIGITS, TestData.DIGITS, RowUse.AS_SPLIT, SMALL, 3, digits);
        heatMetrics = Delivery.of(HEAT, TestData.HEAT, RowUse.POOLED, SMALL, 10, heat);
    }

    @Test
    void the_predicted_classes_of_the_test_rows_have_the_delivered_test_error() throws IOException {
        int[] rows = testRows(TestData.DIGITS, DIGITS);

        List<String> predicted = predict("digits", Files.readString(csv(TestData.DIGITS, rows)));

        List<String> lines = Files.readAllLines(TestData.DIGITS);
        long wrong = IntStream.range(0, rows.length)
                .filter(i -> !first(predicted.get(i + 1)).equals(last(lines.get(rows[i] + 1))))
                .count();
        assertThat(predicted).hasSize(rows.length + 1);
        assertThat(predicted.get(0))
                .isEqualTo("digit,"
                        + IntStream.range(0, 10)
                                .mapToObj(label -> "probability_" + label)
                                .collect(Collectors.joining(",")));
        assertThat((double) wrong / rows.length).isEqualTo(digitsMetrics.get("test_error"));
        assertThat(wrong).isPositive();
    }

    @Test
    void probabilities_add_up_to_one_and_the_likeliest_label_is_the_answer() throws IOException {
        for (String line : predict("digits", Files.readString(TestData.DIGITS)).subList(1, 1798)) {
            double[] probabilities = Arrays.stream(line.split(","))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, offset(1e-9));
            assertThat(probabilities[Integer.parseInt(first(line))])
                    .isEqualTo(Arrays.stream(probabilities).max().orElseThrow());
        }
    }

    @Test
    void the_predicted_numbers_of_the_test_rows_have_the_delivered_test_rmse() throws IOException {
        int[] rows = testRows(TestData.HEAT, HEAT);

        List<String> predicted = predict("heat", Files.readString(csv(TestData.HEAT, rows)));

        List<String> lines = Files.readAllLines(TestData.HEAT);
        double squared = 0;
        for (int i = 0; i < rows.length; i++) {
            double error = Double.parseDouble(predicted.get(i + 1)) - Double.parseDouble(last(lines.get(rows[i] + 1)));
            squared += error * error;
        }
        assertThat(predicted.get(0)).isEqualTo("heat_kwh");
        assertThat(Math.sqrt(squared / rows.length)).isCloseTo(heatMetrics.get("test_rmse"), offset(1e-9));
        // Noise is 5, the target's deviation 79.
        assertThat(heatMetrics.get("test_rmse")).isBetween(5.0, 40.0);
    }

    @Test
    void a_file_longer_than_a_chunk_is_answered_row_by_row_in_order() throws IOException {
        List<String> all = predict("heat", Files.readString(TestData.HEAT));
        List<String> lines = Files.readAllLines(TestData.HEAT);

        assertThat(all).hasSize(1501);
        for (int row : new int[] {1, 1024, 1025, 1500}) {
            String alone =
                    predict("heat", lines.get(0) + "\n" + lines.get(row) + "\n").get(1);
            assertThat(Double.parseDouble(all.get(row))).isCloseTo(Double.parseDouble(alone), offset(1e-3));
        }
    }

    @Test
    void the_target_and_unknown_columns_may_be_there_or_not_and_in_any_order() {
        List<String> expected =
                predict("heat", "area_m2,built,outdoor_c,glazing,occupants,wall\n120,1970,5,0.2,3,brick\n");

        assertThat(
                        predict(
                                "heat",
                                "wall,heat_kwh,more,area_m2,built,outdoor_c,glazing,occupants\nbrick,text,?,120,1970,5,0.2,3\n"))
                .isEqualTo(expected);
    }

    @Test
    void missing_values_and_unknown_categories_are_prepared_as_in_training() throws IOException {
        Preparation preparation =
                Json.json().readValue(Files.readAllBytes(models.resolve("heat/preparation.json")), Preparation.class);
        double median = preparation.columns().stream()
                .filter(encoding -> encoding.column().equals("area_m2"))
                .map(encoding -> ((NumericEncoding) encoding).fill())
                .findFirst()
                .orElseThrow();
        String header = "area_m2,built,outdoor_c,glazing,occupants,wall\n";

        List<String> predicted = predict(
                "heat",
                header + "NA,1970,5,0.2,3,ice\n" + median + ",1970,5,0.2,3,paper\n" + median + ",1970,5,0.2,3,\n");

        assertThat(predicted.get(1)).isEqualTo(predicted.get(2)).isNotEqualTo(predicted.get(3));
    }

    @Test
    void a_missing_column_and_text_in_a_numeric_one_are_refused_where_they_are() {
        assertThatThrownBy(() -> predict("heat", "area_m2,outdoor_c,glazing,occupants,wall\n1,2,3,4,brick\n"))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith(
                        "data.csv: has no column built, expected every input column that the model was trained on");
        assertThatThrownBy(() -> predict(
                        "heat", "area_m2,built,outdoor_c,glazing,occupants,wall\n1,2,3,4,5,brick\n1,new,3,4,5,brick\n"))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("data.csv line 3: column built: expected a number, got new");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1000, -1, -100})
    void a_truncated_network_is_refused(int length) throws IOException {
        Path broken = copy("heat");
        byte[] zip = Files.readAllBytes(broken.resolve("model.zip"));
        Files.write(broken.resolve("model.zip"), Arrays.copyOf(zip, length < 0 ? zip.length + length : length));

        assertThatThrownBy(() -> Predictor.load(broken))
                .isInstanceOf(BadModel.class)
                .hasMessage(broken.resolve("model.zip") + ": is broken, expected a network as a study delivers it");
    }

    @Test
    void a_changed_byte_anywhere_in_the_weights_is_refused() throws IOException {
        Path broken = copy("heat");
        byte[] zip = Files.readAllBytes(broken.resolve("model.zip"));
        for (int at = 100; at < zip.length - 500; at += 400) {
            byte[] changed = zip.clone();
            changed[at] ^= 4;
            Files.write(broken.resolve("model.zip"), changed);

            assertThatThrownBy(() -> Predictor.load(broken)).as("byte " + at).isInstanceOf(BadModel.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "{\"outputs\":{\"kind\":\"quantity\"},\"scaling\":\"none\",\"columns\":[]}"
            })
    void a_broken_preparation_is_refused(String json) throws IOException {
        Path broken = copy("heat");
        Files.writeString(broken.resolve("preparation.json"), json);

        assertThatThrownBy(() -> Predictor.load(broken))
                .isInstanceOf(BadModel.class)
                .hasMessage(broken.resolve("preparation.json")
                        + ": is broken, expected a preparation as a study delivers it");
    }

    @Test
    void files_of_two_studies_are_refused() throws IOException {
        Path mixed = copy("heat");
        Files.copy(
                models.resolve("digits/preparation.json"),
                mixed.resolve("preparation.json"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> Predictor.load(mixed))
                .isInstanceOf(BadModel.class)
                .hasMessageStartingWith(mixed + ": model.zip has ")
                .hasMessageEndingWith("preparation.json 64 and 10, expected two files of one study");
    }

    private Path copy(String model) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String file : List.of("model.zip", "preparation.json")) {
            Files.copy(models.resolve(model).resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static int[] testRows(Path csv, DataSpec spec) {
        RowSplit parts = Splitter.split(Dataset.read(csv, spec.target(), spec.task()), spec.split());
        return parts.test();
    }

    /** The header and these rows. */
    private Path csv(Path csv, int[] rows) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        return Files.write(
                folder.resolve("rows.csv"),
                Stream.concat(Stream.of(lines.get(0)), Arrays.stream(rows).mapToObj(row -> lines.get(row + 1)))
                        .toList());
    }

    private List<String> predict(String model, String csv) {
        StringWriter out = new StringWriter();
        try (Predictor predictor = Predictor.load(models.resolve(model))) {
            predictor.predict(TestData.write(folder, csv), out);
        }
        return out.toString().lines().toList();
    }

    private static String first(String line) {
        return line.substring(0, line.indexOf(','));
    }

    private static String last(String line) {
        return line.substring(line.lastIndexOf(',') + 1);
    }
}
