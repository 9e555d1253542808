package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.GoldenMessages;
import dev.trialstream.policy.contracts.Mutations;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that anybody writes to any topic ends a service, stops a study or a command that reads. */
class HostileTopicsTest {
    private static final Topics TOPICS = Topics.STANDARD;
    private static final int HUGE = 900_000;
    private static final int MUTATIONS = 15;

    @TempDir
    Path folder;

    @Test
    void no_record_on_any_topic_stops_anything_before_or_while_services_run() throws Exception {
        Path first = study("first");
        try (Cluster cluster = new Cluster(folder.resolve("cluster"))) {
            write(cluster, 1);
            works(cluster, first, "first");
            write(cluster, 2);
            works(cluster, study("second"), "second");
        }
        // started with all of it in the topics
        try (Cluster cluster = new Cluster(folder.resolve("cluster"))) {
            works(cluster, study("third"), "third");
            readers(cluster, "third");
        }
    }

    private void works(Cluster cluster, Path file, String study) throws Exception {
        assertThat(cluster.run("study", "submit", file.toString()).exitCode()).isZero();
        cluster.train(study, 2);
        Awaitility.await("the judge and the orchestrator end study " + study)
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.json("study", "show", study)
                        .get("state")
                        .stringValue()
                        .equals("completed"));
    }

    private static void readers(Cluster cluster, String study) {
        assertThat(cluster.json("study", "list")).isNotEmpty();
        assertThat(cluster.json("study", "best", study).get("value").doubleValue())
                .isPositive();
        assertThat(cluster.run("workers").exitCode()).isZero();
        assertThat(cluster.run("dlq", "list").exitCode()).isZero();
        assertThat(cluster.run("replay", study).exitCode()).isZero();
    }

    private Path study(String id) throws Exception {
        return Files.writeString(folder.resolve(id + ".yaml"), """
                study: %s
                trainer: {type: external}
                objective: {metric: error}
                space: {x: {type: float, min: 0, max: 1}}
                budget: {trials: 2, epochs: 2}
                """.formatted(id));
    }

    private static void write(Cluster cluster, long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> kinds = new TreeMap<>(Map.of(
                TOPICS.studies(), "study",
                TOPICS.requests(), "trial-request",
                TOPICS.events(), "event",
                TOPICS.dispatch(TopicLayout.CPU), "job",
                TOPICS.decisions(), "decision",
                TOPICS.summaries(), "summary",
                TOPICS.workers(), "pool",
                TOPICS.best(), "best",
                TOPICS.deadLetters(), "event")); // in the same order always
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.settings().producer("stranger"))) {
            for (Map.Entry<String, String> topic : kinds.entrySet()) {
                for (byte @Nullable [] value : values(topic.getValue(), random)) {
                    for (byte @Nullable [] key : keys()) {
                        if (key != null || !isCompacted(topic.getKey())) {
                            sent.add(producer.send(new ProducerRecord<>(topic.getKey(), key, value)));
                        }
                    }
                }
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        assertThat(sent).hasSizeGreaterThan(500);
    }

    /** The broker itself refuses records without a key there. */
    private static boolean isCompacted(String topic) {
        return topic.equals(TOPICS.summaries()) || topic.equals(TOPICS.best());
    }

    private static List<byte @Nullable []> keys() {
        List<byte @Nullable []> keys = new ArrayList<>();
        keys.add(null);
        keys.add(bytes("s"));
        keys.add(bytes("other"));
        keys.add(new byte[] {0, (byte) 0xff});
        return keys;
    }

    private static List<byte @Nullable []> values(String kind, Random random) {
        List<byte @Nullable []> values = new ArrayList<>();
        values.add(null);
        values.add(new byte[0]);
        values.add(new byte[] {0, 1, (byte) 0xff});
        values.add(bytes("null"));
        values.add(bytes("{\"id\": \"" + "x".repeat(HUGE) + "\"}"));
        values.add(bytes("[".repeat(5000)));
        for (String other : List.of("event", "decision", "job", "pool", "best", "summary")) {
            values.add(GoldenMessages.of(other).get(0)); // of another topic, mostly
        }
        if (kind.equals("event")) {
            values.addAll(ofNowhere());
        }
        List<byte[]> own = GoldenMessages.of(kind);
        for (int i = 0; i < MUTATIONS; i++) {
            values.add(Mutations.of(own.get(random.nextInt(own.size())), random));
        }
        return values;
    }

    /** Events that are refused, and say that they came in as a record that cannot be. */
    private static List<byte[]> ofNowhere() {
        List<byte[]> events = new ArrayList<>();
        for (String origin : List.of(
                "'topic': 'nowhere', 'partition': 0, 'offset': 0",
                "'topic': 'no topic at all', 'partition': 0, 'offset': 0",
                "'topic': '', 'partition': 0, 'offset': 0",
                "'topic': '" + TOPICS.studies() + "', 'partition': -1, 'offset': 0",
                "'topic': '" + TOPICS.studies() + "', 'partition': 999, 'offset': 0",
                "'topic': '" + TOPICS.studies() + "', 'partition': 0, 'offset': -5",
                "'topic': '" + TOPICS.studies() + "', 'partition': 0, 'offset': 9223372036854775807",
                "'topic': '" + TOPICS.events() + "', 'partition': 0, 'offset': 0")) {
            String event =
                    "{'id': 'x', 'type': 'malformed', 'study': 's', 'time': '2026-01-01T12:00:00Z', 'source': 'x',"
                            + " 'submission': 'from-" + events.size() + "', 'field': 'f', 'reason': 'r', 'origin': {"
                            + origin
                            + "}}";
            events.add(bytes(event.replace('\'', '"')));
        }
        return events;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
