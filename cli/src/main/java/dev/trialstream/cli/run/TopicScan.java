package dev.trialstream.cli.run;

import dev.trialstream.cli.pipeline.Backend;
import dev.trialstream.protocol.kafka.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a small topic as it is now, from its beginning to its end. */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(100);

    private TopicScan() {}

    /** As {@link #of}, for those records alone that have a value. */
    static void values(Backend backend, String topic, Consumer<byte[]> visitor) {
        of(backend.settings(), topic, record -> {
            if (record.value() != null) {
                visitor.accept(record.value());
            }
        });
    }

    /** @param visitor is told every record, those without a value too */
    public static void of(ClientSettings settings, String topic, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("topic-scan"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
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
