package dev.trialstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A whole study through the public command, and then everything it left: result, files, and the topics as anyone reads
 * them.
 */
class EndToEndTest {
    private static final int TRIALS = 6;
    private static final int EPOCHS = 6;

    @TempDir
    Path folder;

    @Test
    void a_csv_file_is_tuned_over_real_topics() throws Exception {
        Path out = folder.resolve("out");
        Path study = folder.resolve("study.yaml");
        Cli result = Cli.run(
                "tune",
                Cli.someDigits(folder).toString(),
                "--target",
                "digit",
                "--trials",
                "" + TRIALS,
                "--epochs",
                "" + EPOCHS,
                "--parallel",
                "2",
                "--json",
                "--data-dir",
                data(),
                "--out",
                out.toString(),
                "--write-study",
                study.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode json = Json.json().readTree(result.out());
        checkResult(json);
        checkModel(json, out);
        checkStudyFile(study);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("data/broker"))) {
            checkTopics(broker.bootstrapServers(), json);
        }
    }

    private static void checkResult(JsonNode json) {
        assertThat(json.propertyNames())
                .containsExactly(
                        "study",
                        "state",
                        "task",
                        "objective",
                        "best",
                        "trials",
                        "epochs",
                        "confirmation",
                        "search_ended",
                        "seconds");
        assertThat(json.get("state").stringValue()).isEqualTo("completed");
        assertThat(json.get("task").stringValue()).isEqualTo("classification");
        assertThat(json.get("best").propertyNames())
                .containsExactly("trial", "value", "epoch", "parameters", "metrics", "confirmed", "test", "model");
        JsonNode trials = json.get("trials");
        assertThat(trials.get("total").intValue()).isEqualTo(TRIALS);
        int ended = trials.get("completed").intValue()
                + trials.get("stopped").intValue()
                + trials.get("failed").intValue();
        assertThat(ended).isEqualTo(TRIALS);
        assertThat(json.get("epochs").intValue()).isBetween(TRIALS, TRIALS * EPOCHS);
        assertThat(json.get("best").get("metrics").get("test_error").doubleValue())
                .isBetween(0.0, 0.3);
    }

    /** Plain DL4J with the numbers of the preparation gives the reported test error. */
    private static void checkModel(JsonNode json, Path out) throws Exception {
        assertThat(json.get("best").get("model").stringValue())
                .isEqualTo(out.resolve("model.zip").toString());
        MultiLayerNetwork model = ModelSerializer.restoreMultiLayerNetwork(
                out.resolve("model.zip").toFile(), false);
        assertThat(model.layerInputSize(0)).isEqualTo(64);
        JsonNode preparation = Json.json().readTree(Files.readAllBytes(out.resolve("preparation.json")));
        assertThat(preparation.get("outputs").get("labels")).hasSize(10);
        JsonNode best = Json.yaml().readTree(Files.readAllBytes(out.resolve("best.yaml")));
        assertThat(best.get("parameters")).isEqualTo(json.get("best").get("parameters"));
    }

    private static void checkStudyFile(Path study) throws Exception {
        JsonNode written = Json.yaml().readTree(Files.readAllBytes(study));
        assertThat(written.has("study")).isFalse();
        assertThat(written.get("budget").get("trials").intValue()).isEqualTo(TRIALS);
        assertThat(written.get("space").propertyNames()).contains("learning_rate", "units");
    }

    private static void checkTopics(String bootstrapServers, JsonNode json) {
        String study = json.get("study").stringValue();
        List<ConsumerRecord<String, String>> history = read(bootstrapServers, "trialstream.trials.events.v1");
        Map<String, List<JsonNode>> byType = history.stream()
                .map(record -> Json.json().readTree(record.value()))
                .collect(Collectors.groupingBy(event -> event.get("type").stringValue()));

        assertThat(history).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(study);
            assertThat(record.headers().lastHeader("content-type").value())
                    .isEqualTo("application/json".getBytes(UTF_8));
            assertThat(record.headers().headers("ce_id")).hasSize(1);
            assertThat(record.headers().headers("ce_type")).hasSize(1);
            assertThat(record.headers().headers("ce_source")).hasSize(1);
            assertThat(new String(record.headers().lastHeader("traceparent").value(), UTF_8))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        });
        assertThat(history.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        for (String once : List.of(
                "submitted",
                "profiled",
                "accepted",
                "searched",
                "nominated",
                "confirmed",
                "promoted",
                "delivered",
                "ended")) {
            assertThat(byType.get(once)).as(once).hasSize(1);
        }
        JsonNode confirmation = json.get("confirmation");
        int trials = TRIALS + confirmation.get("trials").intValue();
        assertThat(confirmation.get("trials").intValue()).isGreaterThanOrEqualTo(3 + 1);
        assertThat(byType.get("requested")).hasSize(trials);
        assertThat(byType.get("dispatched")).hasSize(trials + 2);
        assertThat(byType.get("claimed")).hasSize(trials + 2);
        assertThat(byType.get("epoch"))
                .hasSize(json.get("epochs").intValue()
                        + confirmation.get("epochs").intValue());
        Set<String> ids = new HashSet<>();
        assertThat(history)
                .allSatisfy(record -> assertThat(ids.add(
                                Json.json().readTree(record.value()).get("id").stringValue()))
                        .isTrue());
        checkDecisions(bootstrapServers, byType, ids);
        checkBest(bootstrapServers, study, json);
        assertThat(read(bootstrapServers, "trialstream.studies.v1")).hasSize(1);
        assertThat(read(bootstrapServers, "trialstream.trials.dispatch.cpu.v1"))
                .as("the trials, and what profiles, delivers and cleans up")
                .hasSize(trials + 3);
        assertThat(read(bootstrapServers, "trialstream.trials.dispatch.gpu.v1")).isEmpty();
        assertThat(read(bootstrapServers, "trialstream.dlq.v1")).isEmpty();
        assertThat(read(bootstrapServers, "trialstream.workers.v1")).isNotEmpty();
        assertThat(last(read(bootstrapServers, "trialstream.study-summaries.v1"))
                        .get(study))
                .contains("\"state\":\"completed\"");
    }

    /** Every stop was decided on an epoch of the log, by the rule of the study, and was obeyed there. */
    private static void checkDecisions(String bootstrapServers, Map<String, List<JsonNode>> byType, Set<String> ids) {
        Map<String, JsonNode> decisions = new HashMap<>();
        for (ConsumerRecord<String, String> record : read(bootstrapServers, "trialstream.trials.decisions.v1")) {
            JsonNode decision = Json.json().readTree(record.value());
            decisions.put(decision.get("id").stringValue(), decision);
            assertThat(ids).contains(decision.get("cause").stringValue());
        }
        assertThat(decisions.values().stream()
                        .filter(d -> d.get("type").stringValue().equals("promote")))
                .hasSize(1);
        for (JsonNode stopped : byType.getOrDefault("stopped", List.of())) {
            JsonNode decision = stopped.get("decision");
            assertThat(decision.get("rule").stringValue()).isEqualTo("asha");
            assertThat(decisions).containsKey(decision.get("id").stringValue());
            assertThat(decision.get("epoch").intValue()).isIn(1, 3);
            assertThat(stopped.get("epochs").intValue())
                    .isGreaterThanOrEqualTo(decision.get("epoch").intValue());
        }
    }

    private static void checkBest(String bootstrapServers, String study, JsonNode json) {
        List<ConsumerRecord<String, String>> versions = read(bootstrapServers, "trialstream.best.v1");
        List<Integer> numbers = new ArrayList<>();
        versions.forEach(record ->
                numbers.add(Json.json().readTree(record.value()).get("version").intValue()));
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        JsonNode best = Json.json().readTree(last(versions).get(study));
        assertThat(best.get("status").stringValue()).isEqualTo("delivered");
        assertThat(best.get("trial")).isEqualTo(json.get("best").get("trial"));
        assertThat(best.get("value").doubleValue())
                .isCloseTo(json.get("best").get("value").doubleValue(), within(1e-12));
        assertThat(best.get("metrics").get("test_error"))
                .isEqualTo(json.get("best").get("metrics").get("test_error"));
    }

    private static Map<String, String> last(List<ConsumerRecord<String, String>> records) {
        Map<String, String> last = new TreeMap<>();
        records.forEach(record -> last.put(record.key(), record.value()));
        return last;
    }

    /** Everything committed in a topic, by a consumer that knows nothing of this project. */
    private static List<ConsumerRecord<String, String>> read(String bootstrapServers, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
