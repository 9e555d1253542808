package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.service.BrokerTrouble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records until the broker has them, however long it cannot be reached or refuses this client. A producer that
 * cannot go on is replaced. Only a record that no broker would take is an error. Thread-safe.
 */
final class PersistentProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentProducer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> open;
    private Producer<byte[], byte[]> producer;
    private volatile boolean closed;
    private volatile @Nullable KafkaException refusal;

    PersistentProducer(Supplier<Producer<byte[], byte[]>> open) {
        this.open = open;
        this.producer = open.get();
    }

    /**
     * Returns once all replicas have the record, which they may then have more than once.
     *
     * @throws KafkaException if no broker would take this record, or this is closed
     */
    void sendUntilAcknowledged(ProducerRecord<byte[], byte[]> record) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Producer<byte[], byte[]> used = current();
            KafkaException trouble;
            try {
                used.send(record).get();
                refusal = null;
                return;
            } catch (ExecutionException e) {
                trouble = known(e);
            } catch (KafkaException e) {
                trouble = e;
            } catch (IllegalStateException e) { // closed meanwhile, because it could not go on
                trouble = new KafkaException(e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (closed || isTheRecords(trouble)) {
                throw trouble;
            }
            LOG.warn("{}: sent again, because the broker did not take it: {}", record.topic(), trouble.toString());
            if (!(trouble instanceof RetriableException)) {
                replace(used);
            }
            refusal = BrokerTrouble.isFinal(trouble) ? trouble : null;
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Why the broker refuses what this client writes, although it answers; empty if it does not. */
    Optional<KafkaException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Sends a record once. If the producer cannot go on, the next record goes through another one. */
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        Producer<byte[], byte[]> used = current();
        try {
            return used.send(record, (metadata, error) -> {
                if (error instanceof KafkaException trouble
                        && !(trouble instanceof RetriableException)
                        && !isTheRecords(trouble)) {
                    replaceLater(used);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            replaceLater(used);
            throw e;
        }
    }

    /** A record that no broker would take. */
    private static boolean isTheRecords(KafkaException trouble) {
        return trouble instanceof RecordTooLargeException
                || trouble instanceof RecordBatchTooLargeException
                || trouble instanceof InvalidRecordException
                || trouble instanceof SerializationException;
    }

    private synchronized Producer<byte[], byte[]> current() {
        return producer;
    }

    private synchronized void replace(Producer<byte[], byte[]> broken) {
        if (producer == broken && !closed) {
            broken.close(Duration.ZERO);
            producer = open.get();
        }
    }

    /** The callback runs on the producer's own thread, which cannot close it. */
    private void replaceLater(Producer<byte[], byte[]> broken) {
        Thread replacement = new Thread(() -> replace(broken), "producer-replacement");
        replacement.setDaemon(true);
        replacement.start();
    }

    private static KafkaException known(ExecutionException e) {
        return e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InterruptException(e);
    }

    @Override
    public void close() {
        closed = true;
        current().close(Duration.ofSeconds(5));
    }
}
