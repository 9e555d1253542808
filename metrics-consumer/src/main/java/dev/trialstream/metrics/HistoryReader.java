package dev.trialstream.metrics;

import dev.trialstream.metrics.judge.PastEvents;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the history with a consumer of its own. */
final class HistoryReader implements PastEvents {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;

    HistoryReader(ClientSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    @Override
    public long beginning(int partition) {
        TopicPartition history = new TopicPartition(topics.events(), partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("judge-history"))) {
            return consumer.beginningOffsets(List.of(history)).getOrDefault(history, 0L);
        }
    }

    @Override
    public void read(int partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        TopicPartition history = new TopicPartition(topics.events(), partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("judge-history"))) {
            consumer.assign(List.of(history));
            consumer.seekToBeginning(List.of(history));
            while (consumer.position(history) < end) {
                consumer.poll(POLL).forEach(record -> {
                    if (record.offset() < end) {
                        take.accept(record);
                    }
                });
            }
        }
    }
}
