package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.DeadLetter;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages from strangers in the inbox of studies, and their handling. */
class DeadLetterTest {
    private static final String REQUESTS = "trialstream.trials.requested.v1";
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
    void each_bad_message_is_put_aside_once_and_whole_with_the_reason_and_the_next_good_one_goes_through()
            throws Exception {
        Map<String, Bad> sent = new LinkedHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings().producer("stranger"))) {
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), external("known")))
                    .get();
            awaitSubmitted("known");
            for (Bad it : bad()) {
                sent.put(sendTo(INBOX, it, producer), it);
            }
            for (Bad it : badRequests()) {
                sent.put(sendTo(REQUESTS, it, producer), it);
            }
            ProducerRecord<byte[], byte[]> strange = new ProducerRecord<>(INBOX, 0, null, bytes("{}"));
            strange.headers().add("ce_id", null).add("dlq_reason", bytes("forged"));
            Bad forged = new Bad(bytes("{}"), "data: expected {csv: FILE, target: COLUMN}, but it is missing");
            sent.put(INBOX + "-0@" + producer.send(strange).get().offset(), forged);
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), study("good")))
                    .get();
        }
        awaitSubmitted("good");
        awaitLetters(sent.size());

        List<DeadLetter> letters = new ArrayList<>();
        TopicScan.of(settings(), Topics.STANDARD.deadLetters(), record -> letters.add(DeadLetter.read(record)));
        assertThat(letters)
                .extracting(letter -> letter.topic() + "-" + letter.partition() + "@" + letter.position())
                .containsExactlyInAnyOrderElementsOf(sent.keySet());
        for (DeadLetter letter : letters) {
            Bad bad = sent.get(letter.topic() + "-" + letter.partition() + "@" + letter.position());
            assertThat(letter.reason()).startsWith(bad.reason());
            assertThat(letter.letter().value()).isEqualTo(bad.value());
        }
        assertThat(sent).hasSizeGreaterThanOrEqualTo(60);
        assertThat(rejections("known"))
                .as("those that name a study that is known")
                .hasSize(15);
    }

    @Test
    void a_command_that_none_of_the_workers_here_has_is_put_aside_with_those_that_they_have() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (PretendedWorker worker =
                        new PretendedWorker(settings(), Topics.STANDARD, List.of("command"), List.of("train"));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings().producer("stranger"))) {
            Awaitility.await("the worker's heartbeat has been read, and the study is refused")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        worker.beat();
                        String study = "fly-" + sent.incrementAndGet();
                        producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), commanded(study)))
                                .get();
                        return !rejections(study).isEmpty();
                    });
            Path alone = Files.writeString(
                    folder.resolve("alone.json"),
                    "{\"trainer\": {\"type\": \"command\", \"name\": \"fly\"},"
                            + " \"objective\": {\"metric\": \"loss\"}, \"parameters\": {\"x\": 1}}");
            Awaitility.await("who publishes a trial that stands alone is told, though it names no study")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        worker.beat();
                        Cli published = run("trial", "publish", alone.toString(), "--wait", "10s");
                        assertThat(published.exitCode()).as(published.err()).isEqualTo(2);
                        assertThat(published.err())
                                .contains("trainer.name: none of the workers here has a command fly");
                    });
        }
        String study = "fly-" + sent.get();
        assertThat(rejections(study)).singleElement().asString().startsWith("none of the workers here has");
        Awaitility.await("it is put aside").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<DeadLetter> letters = new ArrayList<>();
            TopicScan.of(settings(), Topics.STANDARD.deadLetters(), record -> letters.add(DeadLetter.read(record)));
            assertThat(letters)
                    .filteredOn(letter -> Arrays.equals(letter.letter().value(), commanded(study)))
                    .singleElement()
                    .extracting(DeadLetter::reason)
                    .isEqualTo("trainer.name: none of the workers here has a command fly, expected one of [train]");
        });
    }

    private static byte[] commanded(String study) {
        return bytes("{\"study\": \"" + study + "\", \"trainer\": {\"type\": \"command\", \"name\": \"fly\"},"
                + " \"objective\": {\"metric\": \"loss\"},"
                + " \"space\": {\"x\": {\"type\": \"float\", \"min\": 0, \"max\": 1}}}");
    }

    private static String sendTo(String topic, Bad bad, KafkaProducer<byte[], byte[]> producer) throws Exception {
        var written = producer.send(new ProducerRecord<>(topic, 0, bytes("k"), bad.value()))
                .get();
        return topic + "-0@" + written.offset();
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

    @Test
    void what_unpacks_to_more_than_the_broker_takes_is_put_aside_by_its_beginning_and_the_stream_goes_on()
            throws Exception {
        byte[] huge = bytes("{'study': '" + "x".repeat(20_000_000) + "'}");
        Properties packed = settings().producer("stranger");
        packed.setProperty("compression.type", "gzip");
        packed.setProperty("max.request.size", "30000000");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(packed)) {
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), huge)).get();
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), study("behind")))
                    .get();
        }
        awaitSubmitted("behind");
        awaitLetters(1);

        List<DeadLetter> letters = new ArrayList<>();
        TopicScan.of(settings(), Topics.STANDARD.deadLetters(), record -> letters.add(DeadLetter.read(record)));
        DeadLetter letter = letters.get(0);
        assertThat(letter.cutFrom()).hasValue(huge.length);
        assertThat(letter.reason()).startsWith("study: expected at most 1000000 bytes, got " + huge.length);
        assertThat(letter.letter().value()).isEqualTo(Arrays.copyOf(huge, 100_000));
        assertThat(new String(letter.letter().headers().lastHeader("dlq_sha256").value(), StandardCharsets.UTF_8))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(huge)));
        String number = String.valueOf(letter.offset());
        assertThat(run("dlq", "show", number).out()).contains("cut     the value had " + huge.length + " bytes");
        assertThat(run("dlq", "replay", number).errLines())
                .containsExactly("error: dead letter " + number + ": it was too large to be kept whole (" + huge.length
                        + " bytes); publish it again from where it came");
    }

    @Test
    void a_dead_letter_that_had_an_id_is_published_again_under_another_and_so_is_looked_at_again() throws Exception {
        ProducerRecord<byte[], byte[]> early =
                new ProducerRecord<>(REQUESTS, 0, bytes("k"), bytes("{'study': 'late', 'parameters': {'x': 0.25}}"));
        early.headers().add("ce_id", bytes("request-1"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings().producer("stranger"))) {
            producer.send(early).get();
            awaitLetters(1);
            producer.send(new ProducerRecord<>(INBOX, 0, bytes("k"), external("late")))
                    .get();
            awaitSubmitted("late");
        }
        String number = Json.json()
                .readTree(run("dlq", "list", "--json").out())
                .get(0)
                .get("number")
                .toString();

        assertThat(run("dlq", "replay", number).exitCode()).isZero();
        Awaitility.await("the request is taken in")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        commands("late").stream().anyMatch(it -> it.submission().startsWith("replay-" + number + "-")));
        assertThat(rejections("late")).as("the first time").hasSize(1);
    }

    private List<Fact.Commanded> commands(String study) {
        List<Fact.Commanded> commands = new ArrayList<>();
        TopicScan.of(settings(), Topics.STANDARD.events(), record -> {
            var event = Messages.readEvent(record.value());
            if (event.study().equals(study) && event.fact() instanceof Fact.Commanded commanded) {
                commands.add(commanded);
            }
        });
        return commands;
    }

    /** @param reason its beginning: the field */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(byte @Nullable [] value, String reason) {}

    private static List<Bad> bad() {
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad(new byte[0], "study: "));
        bad.add(new Bad(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2}, "study: not JSON"));
        bad.add(new Bad(bytes("not json"), "study: not JSON at line 1"));
        bad.add(new Bad(bytes("{\"study\": "), "study: not JSON at line 1"));
        bad.add(new Bad(null, "study: expected a message as JSON, got nothing"));
        bad.add(new Bad(bytes("null"), "study: expected keys with values, got null"));
        bad.add(new Bad(
                bytes("{\"study\": \"" + "x".repeat(10_000_000) + "\"}"), "study: expected at most 1000000 bytes"));
        bad.add(new Bad(bytes("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)), "study: not JSON"));
        bad.add(new Bad(bytes("17"), "study: expected keys with values, got 17"));
        bad.add(new Bad(bytes("[]"), "study: expected keys with values, got []"));
        bad.add(new Bad(bytes("\"text\""), "study: expected keys with values, got text"));
        bad.add(new Bad(bytes("[".repeat(10_000) + "]".repeat(10_000)), "study: not JSON"));
        bad.add(new Bad(bytes("{" + DATA + ", \"fixed\": {\"units\": " + "9".repeat(2000) + "}}"), "study: not JSON"));
        bad.add(new Bad(bytes("{" + DATA + "}"), "study: expected the id of the study, but it is missing"));
        bad.add(new Bad(with("UPPER", ""), "study: expected the id of a study: lower-case letters"));
        bad.add(new Bad(with("../../etc", ""), "study: expected the id of a study: lower-case letters"));
        bad.add(new Bad(with("x".repeat(64), ""), "study: expected the id of a study: lower-case letters"));
        bad.add(new Bad(bytes("{\"study\": \"a\"}"), "data: expected {csv: FILE, target: COLUMN}, but it is missing"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"data\": 1}"), "data: expected keys with values, got 1"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"data\": {\"csv\": \"a.csv\"}}"), "data.target: expected"));
        bad.add(new Bad(bytes("{\"study\": \"a\", \"data\": {\"csv\": [], \"target\": \"y\"}}"), "data.csv: expected"));
        bad.add(new Bad(with("a", "\"wings\": 2"), "wings: unknown key"));
        bad.add(new Bad(
                with("a", "\"budget\": {\"trials\": 0}"), "budget.trials: expected a whole number from 1 to 1000000"));
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
                with("a", "\"objective\": {\"metric\": \"validation_loss\", \"direction\": \"up\"}"),
                "objective.direction: "));
        bad.add(new Bad(with("a", "\"enqueue\": 3"), "enqueue: expected a list of configurations"));
        bad.add(new Bad(with("a", "\"promotion\": {\"confirm\": -1}"), "promotion.confirm: expected"));
        bad.add(new Bad(
                bytes("{'study': 'A!', 'command': 'pause'}"), "study: expected the id of a study: lower-case letters"));
        bad.add(new Bad(bytes("{'study': 'nobody', 'command': 'pause'}"), "study: there is no study nobody"));
        bad.add(new Bad(bytes("{'study': 'nobody', 'command': 'dance'}"), "command: expected one of"));
        bad.add(new Bad(known("'command': 'dance'"), "command: expected one of"));
        bad.add(new Bad(known("'command': 'pause', 'why': 1"), "why: unknown key"));
        bad.add(new Bad(known("'command': 'extend', 'trials': 0"), "trials: expected a whole number"));
        bad.add(new Bad(known("'command': 'extend', 'trials': '5'"), "trials: expected a whole number"));
        bad.add(new Bad(known("'command': 'enqueue', 'parameters': {'y': 1}"), "parameters.y: not in the space"));
        bad.add(new Bad(known("'command': 'enqueue', 'parameters': {'x': 7}"), "parameters.x: expected a number from"));
        bad.add(new Bad(
                known("'command': 'enqueue', 'parameters': {'x': {}}"), "parameters.x: expected a number, a text"));
        bad.add(new Bad(
                known("'command': 'set_stopping', 'stopping': {'rule': 'mood'}"), "stopping.rule: expected one"));
        bad.add(new Bad(
                known("'command': 'set_stopping', 'stopping': {'rule': 'asha', 'min': 0}"), "stopping.min: expected"));
        bad.add(new Bad(external("known"), "study: a study known exists already (running); give it another name"));
        bad.add(new Bad(with("a", "'constraints': ['units <']"), "constraints[0]: "));
        bad.add(new Bad(with("a", "'trainer': {'type': 'external'}"), "space: expected the dimensions to search"));
        bad.add(new Bad(bytes("{'study': 'a', 'study': 'b', " + DATA + "}"), "study: not JSON"));
        return bad;
    }

    private static List<Bad> badRequests() {
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad(null, "study: expected a message as JSON, got nothing"));
        bad.add(new Bad(bytes("no JSON"), "study: not JSON"));
        bad.add(
                new Bad(
                        bytes("{}"),
                        "study: expected the id of a study: lower-case letters, digits and hyphens, 63 at most, but it is missing"));
        bad.add(new Bad(bytes("{'study': 'nobody', 'parameters': {'x': 1}}"), "study: there is no study nobody"));
        bad.add(new Bad(
                bytes("{'study': '..', 'parameters': {'x': 1}}"), "study: expected the id of a study: lower-case"));
        bad.add(new Bad(known("'parameters': {}"), "parameters: expected at least one"));
        bad.add(new Bad(known("'parameters': [1]"), "parameters: expected keys with values"));
        bad.add(new Bad(known("'parameters': {'x': -1}"), "parameters.x: expected a number from 0.0 to 1.0"));
        bad.add(new Bad(known("'parameters': {'z': 1}"), "parameters.z: not in the space"));
        bad.add(new Bad(known("'parameters': {'x': 0.5}, 'epochs': 3"), "epochs: unknown key"));
        bad.add(new Bad(bytes("{" + DATA + "}"), "parameters: expected names with values"));
        bad.add(new Bad(bytes("{" + DATA + ", 'parameters': {'wings': 2}}"), "parameters.wings: the trainer has no"));
        bad.add(new Bad(bytes("{" + DATA + ", 'parameters': {'units': 0}}"), "parameters.units: expected a whole"));
        bad.add(new Bad(
                bytes("{'trainer': {'type': 'command'}, 'parameters': {'units': 1}}"),
                "trainer.name: expected the name of a command"));
        return bad;
    }

    private static byte[] known(String more) {
        return bytes("{'study': 'known', " + more + "}");
    }

    private static byte[] external(String id) {
        return bytes("{'study': '" + id + "', 'trainer': {'type': 'external'}, 'objective': {'metric': 'loss'},"
                + " 'space': {'x': {'type': 'float', 'min': 0, 'max': 1}}}");
    }

    private List<String> rejections(String study) {
        List<String> reasons = new ArrayList<>();
        TopicScan.of(settings(), Topics.STANDARD.events(), record -> {
            var event = Messages.readEvent(record.value());
            if (event.study().equals(study) && event.fact() instanceof Fact.Rejected rejected) {
                reasons.add(rejected.reason());
            }
        });
        return reasons;
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
            assertThat(submitted).containsOnlyOnce(study);
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
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
