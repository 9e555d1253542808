package dev.trialstream.orchestrator.view;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Partitioning;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.PoolMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes facts for HTTP clients, and waits until the book contains them. */
public final class HistoryWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);
    private static final String SOURCE = "http";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Topics topics;
    private final StudyBook book;
    private final Clock clock;

    public HistoryWriter(ClientSettings settings, Topics topics, StudyBook book, Clock clock) {
        this.producer = new KafkaProducer<>(settings.producer("orchestrator-http"));
        this.admin = Admin.create(settings.admin());
        this.topics = topics;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Writes a fact and returns once it is durable and in the book. Then the book has its outcome, in the order of the
     * log.
     *
     * @throws KafkaException if that takes longer than ten seconds; the fact may be written or not
     */
    public void write(String study, @Nullable String cause, Fact fact) {
        written(study, cause, fact);
    }

    /**
     * Writes a fact and returns once the orchestrator has answered it and the book has the answer.
     *
     * @throws KafkaException if that takes longer than ten seconds; the fact may be written and answered or not
     */
    public void writeForAnswer(String study, Fact fact) {
        RecordMetadata written = written(study, null, fact);
        TopicPartition partition = new TopicPartition(written.topic(), written.partition());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (answered(partition) <= written.offset()) {
                if (System.nanoTime() > deadline) {
                    throw new KafkaException("no orchestrator answered within " + PATIENCE.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
            // The offset may be committed before the answers written with it can be read: they lie before the end.
            awaitEnd(partition, IsolationLevel.READ_UNCOMMITTED);
        } catch (ExecutionException e) {
            throw new KafkaException("the answer could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /**
     * Returns once the book contains everything that was acknowledged to clients of this study before the call, by any
     * server.
     *
     * @throws KafkaException if that takes longer than ten seconds
     */
    public void catchUp(String study) {
        int partitions = producer.partitionsFor(topics.events()).size();
        TopicPartition partition = new TopicPartition(topics.events(), Partitioning.of(study, partitions));
        try {
            awaitEnd(partition, IsolationLevel.READ_COMMITTED);
        } catch (ExecutionException e) {
            throw new KafkaException("the end of the history could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** Waits until the book has read to the present end of a partition. */
    private void awaitEnd(TopicPartition partition, IsolationLevel visible)
            throws ExecutionException, InterruptedException {
        long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(visible))
                .partitionResult(partition)
                .get()
                .offset();
        if (!book.await(PATIENCE, () -> book.hasRead(partition.partition(), end))) {
            throw new KafkaException("the history did not come back within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** The offset up to which the orchestrators have answered. */
    private long answered(TopicPartition partition) throws ExecutionException, InterruptedException {
        String group = Groups.orchestrator(topics);
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata(group)
                .get()
                .get(partition);
        return committed == null ? 0 : committed.offset();
    }

    private RecordMetadata written(String study, @Nullable String cause, Fact fact) {
        HistoryEvent event = HistoryEvent.of(study, clock.instant(), SOURCE, cause, fact);
        ProducerRecord<byte[], byte[]> record = Records.event(topics, event);
        int partitions = producer.partitionsFor(topics.events()).size();
        ProducerRecord<byte[], byte[]> placed = new ProducerRecord<>(
                record.topic(), Partitioning.of(study, partitions), record.key(), record.value(), record.headers());
        try {
            RecordMetadata written = producer.send(placed).get();
            if (!book.await(PATIENCE, () -> book.hasRead(written.partition(), written.offset() + 1))) {
                throw new KafkaException("the history did not come back within " + PATIENCE.toSeconds() + " s");
            }
            return written;
        } catch (ExecutionException e) {
            throw new KafkaException("the history could not be written: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** Renews the lease of an attempt held over HTTP, without waiting. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback handles the outcome
    public void renew(String study, String job, int attempt) {
        PoolMessage renewal = new PoolMessage.Renewal(job, attempt, clock.instant());
        String id = job + "/" + attempt + "/renewal/" + clock.millis();
        producer.send(
                Records.record(topics.workers(), study, id, "Renewal", SOURCE, Messages.write(renewal)),
                (metadata, error) -> {
                    if (error != null) {
                        LOG.warn("the lease of {} was not renewed: {}", job, error.getMessage());
                    }
                });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.close(Duration.ofSeconds(5));
    }
}
