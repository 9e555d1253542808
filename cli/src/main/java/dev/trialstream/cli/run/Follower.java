package dev.trialstream.cli.run;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Partitioning;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows the history of one study. */
public final class Follower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final StudyLog log;

    private Follower(ClientSettings settings, Topics topics, String study) {
        this.consumer = new KafkaConsumer<>(settings.reader("study-client"));
        int partitions = consumer.partitionsFor(topics.events()).size();
        this.partition = new TopicPartition(topics.events(), Partitioning.of(study, partitions));
        this.log = new StudyLog(study);
        consumer.assign(List.of(partition));
    }

    /** Starts with the next record. */
    public static Follower fromNow(ClientSettings settings, Topics topics, String study) {
        Follower follower = new Follower(settings, topics, study);
        follower.consumer.seekToEnd(List.of(follower.partition));
        follower.consumer.position(follower.partition);
        return follower;
    }

    /** Has read everything written so far. */
    public static Follower upToNow(ClientSettings settings, Topics topics, String study) {
        Follower follower = new Follower(settings, topics, study);
        follower.consumer.seekToBeginning(List.of(follower.partition));
        long end = follower.consumer.endOffsets(List.of(follower.partition)).getOrDefault(follower.partition, 0L);
        while (follower.consumer.position(follower.partition) < end) {
            follower.poll(event -> {});
        }
        return follower;
    }

    /** The study as of the records read. */
    public StudyLog log() {
        return log;
    }

    /**
     * Reads further records, for a tenth of a second at most.
     *
     * @param saw receives every event of the study, after {@link #log} has applied it
     */
    public void poll(Consumer<HistoryEvent> saw) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            own(record).ifPresent(event -> {
                log.apply(event);
                saw.accept(event);
            });
        }
    }

    private Optional<HistoryEvent> own(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(Messages.readEvent(record.value()))
                    .filter(event -> event.study().equals(log.study()));
        } catch (Messages.UnreadableMessage foreign) {
            return Optional.empty();
        }
    }

    /** Whether everything before {@code offset} of its partition of the history has been read. */
    public boolean hasRead(long offset) {
        return consumer.position(partition) >= offset;
    }

    /** The study's partition of the history, and of every other topic keyed by study. */
    public int partition() {
        return partition.partition();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
