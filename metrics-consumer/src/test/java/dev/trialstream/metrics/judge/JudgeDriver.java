package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The judge's topology without a broker: events in, decisions and bests out. */
final class JudgeDriver implements AutoCloseable {
    private static final Topics TOPICS = Topics.STANDARD;

    private final Path directory;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestOutputTopic<byte[], byte[]> decisions;
    private final TestOutputTopic<byte[], byte[]> bests;

    JudgeDriver(Path directory) {
        this(directory, PastEvents.NONE);
    }

    JudgeDriver(Path directory, PastEvents past) {
        this.directory = directory;
        Properties settings = new Properties();
        settings.setProperty(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(
                JudgeTopology.of(TOPICS, StoppingRules.onClassPath(), java.time.Duration.ofMillis(20), past), settings);
        ByteArraySerializer writer = new ByteArraySerializer();
        ByteArrayDeserializer reader = new ByteArrayDeserializer();
        events = driver.createInputTopic(TOPICS.events(), writer, writer);
        decisions = driver.createOutputTopic(TOPICS.decisions(), reader, reader);
        bests = driver.createOutputTopic(TOPICS.best(), reader, reader);
    }

    void tell(HistoryEvent... told) {
        tell(List.of(told));
    }

    void tell(List<HistoryEvent> told) {
        told.forEach(event -> raw(event.study(), Messages.write(event)));
    }

    /** Sends an event of an imported study. */
    void tellImported(HistoryEvent event) {
        var record = Imports.marked(Records.event(TOPICS, event), "ab");
        events.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers()));
    }

    void raw(String key, String value) {
        raw(key, value.getBytes(StandardCharsets.UTF_8));
    }

    void raw(String key, byte[] value) {
        events.pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Since last asked. */
    List<Decision> decisions() {
        return said().stream()
                .filter(decision -> decision.type() != Decision.Type.DIAGNOSE)
                .toList();
    }

    /** The same for all decisions, including diagnoses. */
    List<Decision> said() {
        return decisionRecords().stream()
                .map(record -> Messages.read(record.value(), Decision.class))
                .toList();
    }

    /** The trials that were told to stop, since last asked. */
    List<String> stops() {
        return decisions().stream().map(Decision::job).toList();
    }

    List<TestRecord<byte[], byte[]>> decisionRecords() {
        return decisions.readRecordsToList();
    }

    /** Since last asked. */
    List<Best> bests() {
        return bestRecords().stream()
                .map(record -> Messages.read(record.value(), Best.class))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> bestRecords() {
        return bests.readRecordsToList();
    }

    double skipped() {
        return driver.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("skipped-records-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store().all()) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.removeIf(key -> key.startsWith("~heard"));
        return keys;
    }

    /** Another process with this one's store, restored from the changelog, and without its memory. */
    JudgeDriver restarted() {
        return restarted(PastEvents.NONE);
    }

    JudgeDriver restarted(PastEvents past) {
        JudgeDriver next = new JudgeDriver(directory.resolve("next"), past);
        try (KeyValueIterator<String, byte[]> entries = store().all()) {
            entries.forEachRemaining(entry -> next.store().put(entry.key, entry.value));
        }
        close();
        return next;
    }

    KeyValueStore<String, byte[]> store() {
        return driver.getKeyValueStore(JudgeTopology.STORE);
    }

    @Override
    public void close() {
        driver.close();
    }
}
