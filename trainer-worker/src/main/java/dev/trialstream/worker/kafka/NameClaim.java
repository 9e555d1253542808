package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that no other worker of the pool has a name before a worker takes work under it. Heartbeats of two workers
 * under one name would each deny the jobs of the other, whose leases would lapse.
 *
 * <p>A worker that already runs is heard within its heartbeats' period. Of workers that start at once, the one whose
 * first heartbeat comes first in the topic has the name. A killed worker is silent, so that its successor may have its
 * name at once.
 */
public final class NameClaim {
    private static final Logger LOG = LoggerFactory.getLogger(NameClaim.class);

    /** Two and a half periods of heartbeats. */
    private static final Duration LISTENING = Duration.ofMillis(2500);

    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;
    private final String name;

    public NameClaim(ClientSettings settings, Topics topics, String name) {
        this.settings = settings;
        this.topics = topics;
        this.name = name;
    }

    /**
     * Returns once the name is this worker's.
     *
     * @param firstHeartbeat writes it, and returns its offset in the topic
     * @return false if another worker has the name
     */
    public boolean isGranted(LongSupplier firstHeartbeat) {
        TopicPartition pool = new TopicPartition(topics.workers(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("name-" + name))) {
            consumer.assign(List.of(pool));
            consumer.seekToEnd(List.of(pool));
            consumer.position(pool);
            long end = System.nanoTime() + LISTENING.toNanos();
            while (System.nanoTime() - end < 0) {
                if (isHeard(consumer, Long.MAX_VALUE)) {
                    return false;
                }
            }
            long own = firstHeartbeat.getAsLong();
            while (consumer.position(pool) <= own) {
                if (isHeard(consumer, own)) {
                    return false;
                }
            }
            return true;
        } catch (AuthorizationException e) {
            LOG.warn("cannot see whether another worker is called {}: {}", name, e.getMessage());
            return true;
        }
    }

    private boolean isHeard(KafkaConsumer<byte[], byte[]> consumer, long before) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < before && isOfThisName(record)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfThisName(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Messages.read(record.value(), PoolMessage.class) instanceof PoolMessage.Heartbeat heartbeat
                    && heartbeat.worker().equals(name)
                    && heartbeat.slots() > 0;
        } catch (Messages.UnreadableMessage e) {
            return false;
        }
    }
}
