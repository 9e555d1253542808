package dev.trialstream.orchestrator.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.study.Output;
import dev.trialstream.orchestrator.study.StudyPlanner;
import dev.trialstream.protocol.kafka.DeadLetter;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition of the history that this process owns: its studies, and the only transactional producer that may answer
 * for them. The answers to a batch of inputs commit together with the offsets of those inputs.
 */
final class OwnedPartition implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedPartition.class);

    /** Inputs of a backlog that are answered in one transaction. */
    private static final int MOST_AT_ONCE = 500;

    private final TopicPartition partition;
    private final Topics topics;
    private PartitionHistory history;
    private final Producer<byte[], byte[]> producer;
    private final InboxRecords inboxes;
    private long replayUntil;
    private @Nullable Long buildAnewFrom;

    /**
     * @param replayUntil end of the log when this process became the owner; nothing is answered before it is reached
     */
    OwnedPartition(
            TopicPartition partition,
            Topics topics,
            PartitionHistory history,
            Producer<byte[], byte[]> producer,
            InboxRecords inboxes,
            long replayUntil) {
        this.partition = partition;
        this.topics = topics;
        this.history = history;
        this.producer = producer;
        this.inboxes = inboxes;
        this.replayUntil = replayUntil;
    }

    /**
     * Applies the records and writes the answers.
     *
     * @param position offset of the next record to read
     */
    void take(List<ConsumerRecord<byte[], byte[]>> records, long position, ConsumerGroupMetadata group) {
        List<ProducerRecord<byte[], byte[]>> answers = new ArrayList<>();
        long next = position;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            HistoryEvent event = read(record);
            if (event != null && history.isToBeBuiltAnewFor(event)) {
                next = record.offset();
                buildAnewFrom = history.answeredTo(next);
                break;
            }
            if (event != null && Imports.isImported(record.headers())) {
                history.follow(event);
            } else if (event != null) {
                history.take(record.offset(), event).forEach(output -> answers.add(record(output)));
            }
        }
        if (!history.isLive() && position >= replayUntil) {
            history.beginLive();
        }
        if (history.isLive() && buildAnewFrom == null) {
            history.answerKept(MOST_AT_ONCE).forEach(output -> answers.add(record(output)));
        }
        if (!answers.isEmpty()) {
            commit(answers, history.answeredTo(next), group);
        }
    }

    /** Studies of this partition that are in quarantine. */
    int quarantined() {
        return history.quarantined();
    }

    /** The offset up to which inputs have been answered, if the partition must be read anew; otherwise empty. */
    Optional<Long> buildAnewFrom() {
        return Optional.ofNullable(buildAnewFrom);
    }

    /**
     * Begins anew with a history that knows nothing yet; the caller goes back to the beginning of the log.
     *
     * @param end of the log
     */
    void buildAnew(PartitionHistory fresh, long end) {
        history = fresh;
        replayUntil = end;
        buildAnewFrom = null;
    }

    /** Writes observations of the pool and the clock; see {@link PartitionHistory#observe}. */
    void observe(Pool pool, Map<String, Integer> shares, Instant now) {
        if (!history.isLive()) {
            return;
        }
        List<HistoryEvent> inputs = history.observe(pool, shares, now);
        if (!inputs.isEmpty()) {
            producer.beginTransaction();
            inputs.forEach(input -> send(placed(Records.event(topics, input))));
            producer.commitTransaction();
        }
    }

    private void commit(List<ProducerRecord<byte[], byte[]>> answers, long position, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        answers.forEach(this::send);
        producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(position)), group);
        producer.commitTransaction();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit reports any failure
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    private ProducerRecord<byte[], byte[]> record(Output output) {
        if (output instanceof Output.Append append) {
            return placed(Records.event(topics, append.event()));
        } else if (output instanceof Output.Dispatch dispatch) {
            var job = dispatch.job();
            String id = job.job() + "/" + job.attempt();
            return record(topics.dispatch(dispatch.device()), job.study(), id, job);
        } else if (output instanceof Output.Decide decide) {
            return placed(Records.decision(topics, decide.decision(), StudyPlanner.SOURCE));
        } else if (output instanceof Output.Summarise summarise) {
            var summary = summarise.summary();
            return placed(record(topics.summaries(), summary.study(), summary.study() + "/summary", summary));
        } else if (output instanceof Output.Forget forget) {
            return placed(
                    new ProducerRecord<>(topics.summaries(), forget.study().getBytes(UTF_8), null));
        } else if (output instanceof Output.SetAside aside) {
            return DeadLetter.of(topics, inboxes.find(aside.origin()), aside.reason());
        }
        throw new IllegalStateException("unknown output " + output);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String study, String id, Object message) {
        String type = message.getClass().getSimpleName();
        return Records.record(topic, study, id, type, StudyPlanner.SOURCE, Messages.write(message));
    }

    /** The same record with this partition: all topics keyed by study have the same number of partitions. */
    private ProducerRecord<byte[], byte[]> placed(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), partition.partition(), record.key(), record.value(), record.headers());
    }

    private @Nullable HistoryEvent read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Messages.readEvent(record.value());
        } catch (Messages.UnreadableMessage e) {
            LOG.warn("skipped record {} of {}: {}", record.offset(), partition, e.getMessage());
            return null;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
