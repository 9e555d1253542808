package dev.trialstream.orchestrator.log;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a single inbox record again, complete, when its message is refused. Creates its consumer on first use. For
 * one thread.
 */
final class InboxRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_POLLS = 100;

    private final ClientSettings settings;
    private final Set<String> inboxes;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    InboxRecords(ClientSettings settings, Topics topics) {
        this.settings = settings;
        this.inboxes = Set.of(topics.studies(), topics.requests());
    }

    /**
     * The record at {@code origin}; without key and value if no inbox has it, be it any more or at all: the origin comes
     * from an event that anybody may have written.
     *
     * @throws KafkaException if the broker does not answer
     */
    ConsumerRecord<byte[], byte[]> find(Origin origin) {
        TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
        KafkaConsumer<byte[], byte[]> reading = consumer();
        if (!isThere(reading, partition, origin.offset())) {
            return gone(origin);
        }
        reading.assign(List.of(partition));
        reading.seek(partition, origin.offset());
        for (int i = 0; i < MOST_POLLS; i++) {
            Optional<ConsumerRecord<byte[], byte[]>> next =
                    reading.poll(POLL).records(partition).stream().findFirst();
            if (next.isPresent()) {
                return next.get().offset() == origin.offset() ? next.get() : gone(origin);
            }
            if (reading.position(partition) > origin.offset()) {
                return gone(origin);
            }
        }
        throw new KafkaException("could not read " + partition + "@" + origin.offset() + " again");
    }

    private boolean isThere(KafkaConsumer<byte[], byte[]> reading, TopicPartition partition, long offset) {
        if (!inboxes.contains(partition.topic())
                || partition.partition() < 0
                || partition.partition()
                        >= reading.partitionsFor(partition.topic()).size()) {
            return false;
        }
        List<TopicPartition> one = List.of(partition);
        return offset >= reading.beginningOffsets(one).getOrDefault(partition, 0L)
                && offset < reading.endOffsets(one).getOrDefault(partition, 0L);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            Properties reading = settings.reader("inbox-records");
            // the next record is elsewhere; a fetch ahead must not delay it
            reading.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
            consumer = new KafkaConsumer<>(reading);
        }
        return consumer;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private static ConsumerRecord<byte[], byte[]> gone(Origin origin) {
        return new ConsumerRecord<>(origin.topic(), origin.partition(), origin.offset(), null, null);
    }
}
