package dev.trialstream.orchestrator.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Messages;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads history, decisions and bests into a {@link StudyBook}: all partitions from the beginning, without a group. */
public final class BookKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BookKeeper.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final Topics topics;
    private final StudyBook book;
    private final BooleanSupplier running;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    /** @param running false once the loop must end */
    public BookKeeper(ClientSettings settings, Topics topics, StudyBook book, BooleanSupplier running) {
        this.settings = settings;
        this.topics = topics;
        this.book = book;
        this.running = running;
    }

    /** Completes once the book contains everything written before it began. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** Continues from its last position after a restart. */
    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("study-book"))) {
            List<TopicPartition> partitions = Stream.of(topics.events(), topics.decisions(), topics.best())
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    book.update(() -> records.forEach(this::take));
                }
                partitions.forEach(partition -> advance(partition, consumer.position(partition)));
                if (ends.entrySet().stream()
                        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                    ready.complete(null);
                }
            }
        }
    }

    /** The position passes over records that are no messages, and over the markers of transactions. */
    private void advance(TopicPartition partition, long position) {
        Long before = positions.put(partition, position);
        if (partition.topic().equals(topics.events()) && !Objects.equals(before, position)) {
            book.update(() -> book.hasReadTo(partition.partition(), position));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.events())) {
                book.take(Messages.readEvent(record.value()), record.partition(), record.offset() + 1);
            } else if (record.topic().equals(topics.decisions())) {
                book.take(Messages.read(record.value(), Decision.class));
            } else if (record.key() != null) {
                Best best = record.value() == null ? null : Messages.read(record.value(), Best.class);
                book.take(new String(record.key(), UTF_8), best);
            }
        } catch (RuntimeException e) { // a foreign record must not end the book
            LOG.warn("skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.toString());
        }
    }
}
