package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.DeadLetter;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.study.PolicyReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Carries outside messages into the history: users' studies, commands and trial requests, and the judge's promotions.
 * Each becomes an event whose id derives from the record, so carrying it twice states the same fact. Therefore plain
 * writes, acknowledged before the offsets are committed, are enough.
 *
 * <p>An unreadable message goes to the dead-letter topic with the reason, and reading continues. These letters commit
 * in one transaction with the offsets, so that there is exactly one for each record even after a crash.
 */
public final class InboxReader implements Runnable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final ClientSettings settings;
    private final Topics topics;
    private final BooleanSupplier running;
    private final Inbox inbox;

    /**
     * @param policies used to read input
     * @param pool of workers, to check that they have a study's trainer
     * @param running false once the loop must end
     */
    public InboxReader(
            ClientSettings settings,
            Topics topics,
            PolicyReader policies,
            Supplier<Optional<Pool>> pool,
            BooleanSupplier running,
            Clock clock) {
        this.settings = settings;
        this.topics = topics;
        this.running = running;
        this.inbox = new Inbox(topics, policies, pool, clock);
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings.groupReader("orchestrator-inbox", Groups.inbox(topics)));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("orchestrator-inbox"));
                KafkaProducer<byte[], byte[]> letters = new KafkaProducer<>(
                        settings.transactionalProducer(Groups.inbox(topics) + "-" + UUID.randomUUID()))) {
            letters.initTransactions();
            consumer.subscribe(List.of(topics.studies(), topics.requests(), topics.decisions()));
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    carry(records, consumer, producer, letters);
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the inbox could not be carried into the history", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(
            ConsumerRecords<byte[], byte[]> records,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            KafkaProducer<byte[], byte[]> letters)
            throws ExecutionException, InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        List<Inbox.Aside> aside = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : studiesFirst(records)) {
            Inbox.Carried carried = inbox.carry(record);
            if (carried.event() != null) {
                sent.add(producer.send(carried.event()));
            }
            if (carried.letter() != null) {
                aside.add(carried.letter());
            }
        }
        for (Future<?> acknowledged : sent) {
            acknowledged.get();
        }
        if (aside.isEmpty()) {
            consumer.commitSync();
        } else {
            setAside(aside, records, consumer, letters);
        }
    }

    /** Sorts studies first, because a trial request may follow directly after its study. */
    private List<ConsumerRecord<byte[], byte[]>> studiesFirst(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> ordered = new ArrayList<>();
        records.records(topics.studies()).forEach(ordered::add);
        records.forEach(record -> {
            if (!record.topic().equals(topics.studies())) {
                ordered.add(record);
            }
        });
        return ordered;
    }

    private void setAside(
            List<Inbox.Aside> aside,
            ConsumerRecords<byte[], byte[]> records,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> letters) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        records.partitions()
                .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        try {
            write(aside, DeadLetter::of, offsets, consumer.groupMetadata(), letters);
        } catch (KafkaException e) {
            if (!isTooLarge(e)) {
                throw e;
            }
            // the broker's limit is lower than ours
            letters.abortTransaction();
            write(aside, DeadLetter::beginningOf, offsets, consumer.groupMetadata(), letters);
        }
    }

    /** Converts a record to a letter. */
    @FunctionalInterface
    private interface Writing {
        ProducerRecord<byte[], byte[]> letter(Topics topics, ConsumerRecord<byte[], byte[]> record, String reason);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit reports any failure
    private void write(
            List<Inbox.Aside> aside,
            Writing writing,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group,
            KafkaProducer<byte[], byte[]> letters) {
        letters.beginTransaction();
        aside.forEach(it -> letters.send(writing.letter(topics, it.record(), it.reason())));
        letters.sendOffsetsToTransaction(offsets, group);
        letters.commitTransaction();
    }

    private static boolean isTooLarge(@Nullable Throwable e) {
        return e != null && (e instanceof RecordTooLargeException || isTooLarge(e.getCause()));
    }
}
