package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.device.Devices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two workers, of which one has no data. */
@Timeout(120)
class DataElsewhereTest {
    @TempDir
    Path folder;

    @Test
    void a_worker_without_the_data_hands_its_trials_to_one_that_has_them() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(data.resolve("curves.csv"), "trial,epoch,error,seconds\n0,1,0.5,0.1\n");
        String id = SharedBroker.study("apart");
        Path study = Files.writeString(folder.resolve("study.yaml"), "study: " + id + """

                trainer: {type: replay, curves: curves.csv, speed: 1}
                objective: {metric: error}
                space: {curve: {type: categorical, values: [0]}}
                budget: {trials: 30, epochs: 1}
                """);
        try (Pipeline pipeline = Pipeline.open(folder.resolve("pipeline"), SharedBroker.settings())) {
            pipeline.startServices(new ServiceOptions(1, List.of(data), any -> true));
            String bootstrap = pipeline.settings().bootstrapServers();
            try (Worker blind = worker(pipeline, empty)) {
                blind.start();
                assertThat(Cli.run("study", "submit", study.toString(), "--bootstrap-servers", bootstrap)
                                .exitCode())
                        .isZero();
                await().atMost(Duration.ofSeconds(90))
                        .until(() ->
                                show(id, bootstrap).get("state").stringValue().equals("completed"));
                JsonNode shown = show(id, bootstrap);
                assertThat(shown.get("trials").get("completed").intValue()).isEqualTo(30);
                assertThat(shown.get("all_trials"))
                        .as("at least one was handed on")
                        .anyMatch(trial -> trial.get("attempt").intValue() > 1);
            }
        }
    }

    private Worker worker(Pipeline pipeline, Path root) {
        WorkerOptions options = new WorkerOptions(
                WorkerOptions.freshName(), 1, Devices.cpus(1), List.of(root), pipeline.store(), any -> true);
        return new Worker(pipeline.settings(), Topics.STANDARD, options, Clock.systemUTC());
    }

    private static JsonNode show(String id, String bootstrap) {
        return Json.json()
                .readTree(Cli.run("study", "show", id, "--json", "--bootstrap-servers", bootstrap)
                        .out());
    }
}
