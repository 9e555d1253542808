package dev.trialstream.cli.run;

import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Partitioning;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the current content of a small topic, from its beginning to its end. */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(100);

    private TopicScan() {}

    /** Like {@link #of}, only for records with a value. */
    static void values(Backend backend, String topic, Consumer<byte[]> visitor) {
        of(backend.settings(), topic, record -> {
            if (record.value() != null) {
                visitor.accept(record.value());
            }
        });
    }

    /** @param visitor receives every record, also those without a value */
    public static void of(ClientSettings settings, String topic, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        scan(settings, topic, all -> all, visitor);
    }

    /** Like {@link #of}, only for the partition of {@code study}. */
    public static void of(
            ClientSettings settings, String topic, String study, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        scan(settings, topic, all -> List.of(all.get(Partitioning.of(study, all.size()))), visitor);
    }

    /** The record at {@code offset} of a topic with one partition; empty if there is none. */
    public static Optional<ConsumerRecord<byte[], byte[]>> at(ClientSettings settings, String topic, long offset) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("topic-scan"))) {
            List<TopicPartition> one = List.of(partition);
            long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
            if (offset < consumer.beginningOffsets(one).getOrDefault(partition, 0L) || offset >= end) {
                return Optional.empty();
            }
            consumer.assign(one);
            consumer.seek(partition, offset);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    private static void scan(
            ClientSettings settings,
            String topic,
            UnaryOperator<List<TopicPartition>> chosen,
            Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("topic-scan"))) {
            List<TopicPartition> partitions = chosen.apply(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    visitor.accept(record);
                }
            }
        }
    }
}
