package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import tools.jackson.databind.JsonNode;

/** The main job on Kafka as released, not embedded. */
@Tag("container")
class KafkaContainerTest {
    private static final int TRIALS = 6;

    @TempDir
    Path folder;

    @Test
    void digits_are_tuned_on_a_broker_in_a_container() {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println("kafka container: SKIPPED, no container engine answers here");
        }
        Assumptions.assumeTrue(engine, "no container engine answers here");
        try (KafkaContainer broker = new KafkaContainer("apache/kafka:4.3.1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")) {
            broker.start();
            Cli result = tune(broker.getBootstrapServers());
            assertThat(result.exitCode()).as(result.err()).isZero();
            JsonNode json = Json.json().readTree(result.out());
            assertThat(json.get("state").stringValue()).isEqualTo("completed");
            assertThat(json.get("trials").get("total").intValue()).isEqualTo(TRIALS);
            assertThat(folder.resolve("out/model.zip")).exists();
            assertThat(folder.resolve("data/broker")).doesNotExist();
            System.out.println(
                    "kafka container: " + TRIALS + " trials, test error " + json.at("/best/metrics/test_error"));
        }
    }

    private Cli tune(String bootstrapServers) {
        return Cli.run(
                "tune",
                Cli.digits().toString(),
                "--target",
                "digit",
                "--trials",
                String.valueOf(TRIALS),
                "--epochs",
                "9",
                "--json",
                "--bootstrap-servers",
                bootstrapServers,
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString());
    }
}
