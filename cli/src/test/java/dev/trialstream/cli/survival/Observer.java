package dev.trialstream.cli.survival;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the history of one study independently, event by event, and records when it saw each. */
final class Observer implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String bootstrapServers;
    private final String study;
    private final StudyLog log;
    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<Instant> seen = new ArrayList<>();

    Observer(String bootstrapServers, String study) {
        this.bootstrapServers = bootstrapServers;
        this.study = study;
        this.log = new StudyLog(study);
        this.consumer = new KafkaConsumer<>(ClientSettings.of(bootstrapServers).reader("observer"));
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.STANDARD.events()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    StudyLog log() {
        return log;
    }

    List<HistoryEvent> events() {
        return events;
    }

    /** When the last event was seen. */
    Instant lastSeen() {
        return seen.get(seen.size() - 1);
    }

    /**
     * Reads until {@code wanted} is true for a new event. By then the log has applied the whole batch, so that it is as
     * current as possible.
     */
    HistoryEvent await(String what, Duration patience, Predicate<HistoryEvent> wanted) {
        Instant end = Instant.now().plus(patience);
        while (Instant.now().isBefore(end)) {
            int before = events.size();
            read();
            Optional<HistoryEvent> found = events.subList(before, events.size()).stream()
                    .filter(wanted)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("waited " + patience + " in vain for " + what + "; the last events were "
                + events.subList(Math.max(0, events.size() - 5), events.size()));
    }

    /** Reads on until {@code end}, or until there is no more need to. */
    void readUntil(Instant end, BooleanSupplier enough) {
        while (Instant.now().isBefore(end) && !enough.getAsBoolean()) {
            read();
        }
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            HistoryEvent event = Messages.readEvent(record.value());
            if (event.study().equals(study)) {
                log.apply(event);
                events.add(event);
                seen.add(Instant.now());
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
