package dev.trialstream.cli.study;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import dev.trialstream.protocol.message.StudySummary;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The orchestrator's answers for a study: the times of its new summaries. */
final class SummaryTail implements AutoCloseable {
    private final ClientSettings settings;
    private final String study;
    private final TopicPartition history;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<Instant> times = new HashSet<>();

    private SummaryTail(ClientSettings settings, Topics topics, String study, int partition) {
        this.settings = settings;
        this.study = study;
        this.history = new TopicPartition(topics.events(), partition);
        this.consumer = new KafkaConsumer<>(settings.reader("study-client-summaries"));
        TopicPartition summaries = new TopicPartition(topics.summaries(), partition);
        consumer.assign(List.of(summaries));
        consumer.seekToEnd(List.of(summaries));
        consumer.position(summaries);
    }

    /** @param partition of the study */
    static SummaryTail fromNow(ClientSettings settings, Topics topics, String study, int partition) {
        return new SummaryTail(settings, topics, study, partition);
    }

    /** Whether there is a summary with this time; does not wait. */
    boolean has(Instant time) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(1))) {
            Messages.find(record.value(), StudySummary.class)
                    .filter(summary -> summary.study().equals(study))
                    .ifPresent(summary -> times.add(summary.time()));
        }
        return times.contains(time);
    }

    /**
     * The end of the history, including records being committed: a summary may be visible before the records written
     * with it.
     */
    long endOfHistory() {
        try (Admin admin = Admin.create(settings.admin())) {
            return admin.listOffsets(
                            Map.of(history, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(history)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new KafkaException("could not read the end of " + history, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
