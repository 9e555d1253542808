package dev.trialstream.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.protocol.Json;
import dev.trialstream.training.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An engine unknown to the product trains a study: one class and one line in {@code META-INF/services} are enough. */
@Timeout(300)
class FakeEngineTest {
    private static final String STUDY = """
            data: {csv: %s, target: digit}
            trainer: {type: network, engine: %s}
            fixed: {layers: 1, optimizer: sgd, activation: %s, batch_size: 32}
            space:
              learning_rate: {type: float, min: 0.05, max: 0.3, scale: log}
              units:         {type: int, min: 16, max: 32}
            search: {algorithm: random, seed: 1}
            budget: {trials: 3, epochs: 6, parallel: 1}
            promotion: {confirm: 2}
            """;

    @TempDir
    Path folder;

    @Test
    void an_engine_that_is_registered_by_one_line_trains_a_study_to_its_delivered_model() throws Exception {
        Cli ran = run("fake", "relu");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode result = Json.json().readTree(ran.out());
        assertThat(result.get("state").stringValue()).isEqualTo("completed");
        JsonNode best = result.get("best");
        assertThat(best.get("confirmed").isNull()).isFalse();
        double error = best.get("metrics").get("test_error").doubleValue();
        assertThat(error).isBetween(0.0, 0.2);
        JsonNode engine = Json.json().readTree(Files.readAllBytes(folder.resolve("out/engine.json")));
        assertThat(engine.get("engine").stringValue()).isEqualTo("fake");
        assertThat(Files.readAllBytes(folder.resolve("out/model.zip"))).startsWith('F', 'A', 'K', 'E');
        assertThat(shareOfRightPredictions()).isGreaterThan(0.8);
    }

    private double shareOfRightPredictions() throws IOException {
        Cli predicted = Cli.run(
                "predict",
                "--model",
                folder.resolve("out").toString(),
                Cli.digits().toString());
        assertThat(predicted.exitCode()).as(predicted.err()).isZero();
        List<String> answers = predicted.out().lines().skip(1).toList();
        List<String> rows = Files.readAllLines(Cli.digits());
        assertThat(answers).hasSize(rows.size() - 1);
        int right = 0;
        for (int i = 0; i < answers.size(); i++) {
            String answer = answers.get(i).split(",", 2)[0];
            right += rows.get(i + 1).endsWith("," + answer) ? 1 : 0;
        }
        return (double) right / answers.size();
    }

    @Test
    void a_plan_that_the_engine_does_not_support_fails_with_the_knob_and_an_engine_that_has_it() throws Exception {
        Cli ran = run("fake", "maxout");

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err())
                .contains("engine fake has no activation maxout; choose another value or engine: dl4j")
                .doesNotContain("\tat ");
    }

    @Test
    void an_engine_that_is_not_there_is_refused_before_anything_begins() throws Exception {
        Cli ran = run("torch", "relu");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("trainer.engine: no engine torch is on the class path, expected one of dl4j, fake");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_model_of_an_engine_that_is_not_there_is_refused_by_name() throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("model.zip"), "");
        Files.writeString(model.resolve("preparation.json"), """
                {"outputs": {"kind": "classes", "target": "y", "labels": ["a", "b"]}, "scaling": "none", "columns": []}""");
        Files.writeString(model.resolve("engine.json"), "{\"engine\": \"torch\", \"version\": \"2\"}");

        Cli ran = Cli.run("predict", "--model", model.toString(), Cli.digits().toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("model: no engine torch is on the class path, expected one of dl4j, fake");
    }

    @Test
    void dl4j_stays_what_is_tried_first() {
        assertThat(Engines.onClassPath().names()).containsExactly("dl4j", "fake");
    }

    private Cli run(String engine, String activation) throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), STUDY.formatted(Cli.digits(), engine, activation));
        return Cli.run(
                "run",
                study.toString(),
                "--json",
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString());
    }
}
