package dev.trialstream.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class WorkersCommandTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void it_prints_who_works_on_what_who_is_leaving_and_what_is_wanted() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            assertThat(workers(broker).out()).isEqualTo("0 workers, 0 slots, 0 free, 0 wanted\n");
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    ClientSettings.of(broker.bootstrapServers()).producer("test"))) {
                say(producer, new PoolMessage.Tick("o", 1, Map.of("cpu", 5), NOW));
                say(producer, heartbeat("busy", 2, false, new PoolMessage.Held("study.7", 1)));
                say(producer, heartbeat("leaving", 1, true, new PoolMessage.Held("study.8", 2)));
            }
            assertThat(workers(broker).out().lines().map(line -> line.replaceAll(" +", " ")))
                    .containsExactly(
                            "2 workers, 2 slots, 1 free, 5 wanted",
                            "WORKER DEVICE VERSION SLOTS MIB STATE HOLDS",
                            "busy cpu 0 2 here study.7",
                            "leaving cpu 0 1 leaving study.8");
            JsonNode json = Json.json().readTree(workers(broker, "--json").out());
            assertThat(json.get("wanted_slots").get("cpu").intValue()).isEqualTo(5);
            assertThat(json.get("workers")).hasSize(2);
        }
    }

    private static Cli workers(EmbeddedBroker broker, String... more) {
        List<String> words = new ArrayList<>(List.of("workers", "--bootstrap-servers", broker.bootstrapServers()));
        words.addAll(List.of(more));
        Cli ran = Cli.run(words.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }

    private static PoolMessage heartbeat(String worker, int slots, boolean draining, PoolMessage.Held held) {
        return new PoolMessage.Heartbeat(worker, slots, List.of(held), "cpu", "0", draining, NOW);
    }

    private static void say(KafkaProducer<byte[], byte[]> producer, PoolMessage message) throws Exception {
        producer.send(Records.record(
                        Topics.STANDARD.workers(), "test", "test", "Test", "test", Messages.write(message)))
                .get();
    }
}
