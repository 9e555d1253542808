package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What strangers publish to the inbox of studies, and what becomes of it. */
class DeadLetterTest {
    private static final String INBOX = Topics.STANDARD.studies();
    private static final String DATA = "\"data\": {\"csv\": \"a.csv\", \"target\": \"y\"}";

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private Orchestrator orchestrator;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        assertThat(run("topics", "apply").exitCode()).isZero();
        orchestrator = new Orchestrator(settings(), Topics.STANDARD, any -> true, Clock.systemUTC());
        orchestrator.start();
    }

    @AfterEach
    void end() {
        orchestrator.close();
        broker.close();
    }

    @Test
    void each_bad_message_is_put_aside_once_with_the_reason_and_the_next_good_one_goes_through() throws Exception {
        List<Bad> bad = bad();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings().producer("stranger"))) {
            for (Bad it : bad) {
                producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), it.value()))
                        .get();
            }
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), null)).get();
            ProducerRecord<byte[], byte[]> strange = new ProducerRecord<>(INBOX, 0, null, bytes("{}"));
            strange.headers().add("ce_id", null).add("dlq_reason", bytes("forged"));
            producer.send(strange).get();
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), study("good")))
                    .get();
        }
        awaitSubmitted("good");

        JsonNode letters = Json.json().readTree(run("dlq", "list", "--json").out());
        assertThat(letters.size()).isEqualTo(bad.size() + 2);
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            assertThat(letters.get(i).get("topic").stringValue()).isEqualTo(INBOX);
            assertThat(letters.get(i).get("offset").intValue()).isEqualTo(i);
            reasons.add(letters.get(i).get("reason").stringValue());
        }
        List<String> expected = new ArrayList<>(bad.stream().map(Bad::reason).toList());
        expected.add("study: expected a study as JSON, got nothing");
        expected.add("data: expected {csv: FILE, target: COLUMN}, but it is missing");
        for (int i = 0; i < expected.size(); i++) {
            assertThat(reasons.get(i)).startsWith(expected.get(i));
        }
    }

    @Test
    void a_dead_letter_is_shown_whole_and_can_be_published_again() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings().producer("stranger"))) {
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("a key"), bytes("no JSON")))
                    .get();
        }
        awaitLetters(1);
        String number = Json.json()
                .readTree(run("dlq", "list", "--json").out())
                .get(0)
                .get("number")
                .toString();

        assertThat(run("dlq", "list").out()).contains("  trialstream.studies.v1-0@0  study: not JSON at line 1: ");
        assertThat(run("dlq", "show", number).out())
                .startsWith("origin  trialstream.studies.v1-0@0\n")
                .contains("reason  study: not JSON")
                .contains("key     a key\n")
                .endsWith("\n\nno JSON\n");
        assertThat(run("dlq", "replay", number).out()).isEqualTo("published to trialstream.studies.v1\n");
        awaitLetters(2);

        Cli unknown = run("dlq", "show", "77777");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.errLines())
                .containsExactly("error: dead letter 77777: there is none of this number; see trialstream dlq list");
    }

    /** @param reason how it begins: with the field */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(byte[] value, String reason) {}

    private static List<Bad> bad() {
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad(new byte[0], "study: "));
        bad.add(new Bad(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2}, "study: not JSON"));
        bad.add(new Bad(bytes("not json"), "study: not JSON at line 1"));
        bad.add(new Bad(bytes("{\"study\": "), "study: not JSON at line 1"));
        bad.add(new Bad(bytes("null"), "study: expected keys with values, got nothing"));
        bad.add(new Bad(bytes("17"), "study: expected keys with values, got 17"));
        bad.add(new Bad(bytes("[]"), "study: expected keys with values, got []"));
        bad.add(new Bad(bytes("\"text\""), "study: expected keys with values, got text"));
        bad.add(new Bad(bytes("[".repeat(10_000) + "]".repeat(10_000)), "study: not JSON"));
        bad.add(new Bad(bytes("{" + DATA + ", \"fixed\": {\"units\": " + "9".repeat(2000) + "}}"), "study: not JSON"));
        bad.add(new Bad(bytes("{" + DATA + "}"), "study: expected the id of the study, but it is missing"));
        bad.add(new Bad(with("UPPER", ""), "study: expected lower-case letters"));
        bad.add(new Bad(with("../../etc", ""), "study: expected lower-case letters"));
        bad.add(new Bad(with("x".repeat(64), ""), "study: expected lower-case letters"));
        bad.add(new Bad(bytes("{\"study\": \"a\"}"), "data: expected {csv: FILE, target: COLUMN}, but it is missing"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"data\": 1}"), "data: expected keys with values, got 1"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"data\": {\"csv\": \"a.csv\"}}"), "data.target: expected"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"data\": {\"csv\": [], \"target\": \"y\"}}"), "data.csv: expected"));
        bad.add(new Bad(with("a", "\"wings\": 2"), "wings: unknown key"));
        bad.add(new Bad(
                with("a", "\"budget\": {\"trials\": 0}"), "budget.trials: expected a whole number of at least 1"));
        bad.add(new Bad(with("a", "\"budget\": {\"trials\": \"many\"}"), "budget.trials: expected a whole number"));
        bad.add(new Bad(with("a", "\"budget\": {\"trials\": 1e99}"), "budget.trials: expected a whole number"));
        bad.add(new Bad(with("a", "\"budget\": {\"time\": \"soon\"}"), "budget.time: expected a duration above zero"));
        bad.add(new Bad(with("a", "\"trainer\": {\"type\": \"magic\"}"), "trainer.type: expected one of"));
        bad.add(new Bad(with("a", "\"search\": {\"algorithm\": \"luck\"}"), "search.algorithm: expected one of"));
        bad.add(new Bad(with("a", "\"stopping\": {\"rule\": \"mood\"}"), "stopping.rule: expected one of"));
        bad.add(new Bad(with("a", "\"fixed\": {\"wings\": 2}"), "fixed.wings: the trainer has no such parameter"));
        bad.add(new Bad(
                with("a", "\"space\": {\"wings\": {\"type\": \"boolean\"}}"), "space.wings: the trainer has no such"));
        bad.add(new Bad(
                with("a", "\"space\": {\"units\": {\"type\": \"int\", \"min\": 9, \"max\": 3}}"), "space.units."));
        bad.add(new Bad(
                with("a", "\"objective\": {\"metric\": \"x\", \"direction\": \"up\"}"), "objective.direction: "));
        bad.add(new Bad(with("a", "\"enqueue\": 3"), "enqueue: expected a list of configurations"));
        bad.add(new Bad(with("a", "\"promotion\": {\"confirm\": -1}"), "promotion.confirm: expected"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"command\": \"dance\"}"), "command: expected one of"));
        bad.add(new Bad(bytes("{\"study\": \"A!\", \"command\": \"pause\"}"), "study: expected lower-case letters"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"command\": \"pause\", \"why\": 1}"), "why: unknown key"));
        return bad;
    }

    private void awaitSubmitted(String study) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings().reader("observer"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.STANDARD.events()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> submitted = new ArrayList<>();
            Awaitility.await("study " + study + " is in the history")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                            var event = Messages.readEvent(record.value());
                            if (event.fact() instanceof Fact.Submitted) {
                                submitted.add(event.study());
                            }
                        });
                        return submitted.contains(study);
                    });
            assertThat(submitted).containsExactly(study);
        }
    }

    private void awaitLetters(int count) {
        Awaitility.await(count + " dead letters")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        Json.json().readTree(run("dlq", "list", "--json").out()).size() == count);
    }

    private ClientSettings settings() {
        return ClientSettings.of(broker.bootstrapServers());
    }

    private Cli run(String group, String... action) {
        List<String> all = new ArrayList<>(List.of(group));
        all.addAll(List.of(action));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static byte[] study(String id) {
        return bytes("{\"study\": \"" + id + "\", " + DATA + "}");
    }

    private static byte[] with(String id, String more) {
        return bytes("{\"study\": \"" + id + "\", " + DATA + (more.isEmpty() ? "" : ", " + more) + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
