package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the {@link Position}s of an installation. */
public final class Positions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final String source;

    /** @param source service that writes them */
    public Positions(ClientSettings settings, Topics topics, String source) {
        this.producer = new KafkaProducer<>(settings.producer("positions-" + source));
        this.topics = topics;
        this.source = source;
    }

    /** The newest positions of one kind, by partition; reads the whole topic, which is compacted. */
    public static Map<TopicPartition, Long> read(ClientSettings settings, Topics topics, Position.Kind kind) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        TopicPartition all = new TopicPartition(topics.positions(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("positions"))) {
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).getOrDefault(all, 0L);
            while (consumer.position(all) < end) {
                consumer.poll(POLL).forEach(record -> take(record, kind, positions));
            }
        }
        return positions;
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, Position.Kind kind, Map<TopicPartition, Long> positions) {
        try {
            Position position = Messages.read(record.value(), Position.class);
            if (position.kind() == kind && position.offset() >= 0) {
                positions.put(new TopicPartition(position.topic(), position.partition()), position.offset());
            }
        } catch (Messages.UnreadableMessage foreign) {
            LOG.warn("skipped {}@{}: {}", record.topic(), record.offset(), foreign.getMessage());
        }
    }

    /** Returns once the position is durable. */
    public void write(Position position) {
        try {
            producer.send(Records.record(
                            topics.positions(),
                            position.key(),
                            position.key() + "/" + position.offset(),
                            "Position",
                            source,
                            Messages.write(position)))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
