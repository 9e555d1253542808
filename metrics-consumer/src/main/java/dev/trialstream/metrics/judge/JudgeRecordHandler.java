package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.kafka.Imports;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judges of one partition, from input bytes to output bytes. A record that is unreadable or makes no sense is
 * skipped, with a warning and the metric {@code skipped-records-total}. Kafka errors go up to Kafka Streams.
 */
final class JudgeRecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JudgeRecordHandler.class);
    private static final String SOURCE = "metrics-consumer";

    private final Topics topics;
    private final ProcessorContext<byte[], byte[]> context;
    private final Judges judges;
    private final Sensor skipped;
    private final CommitPace pace;
    private final PastEvents past;
    private final StateMark mark;
    private boolean begun;

    JudgeRecordHandler(
            Topics topics,
            StoppingRules rules,
            ProcessorContext<byte[], byte[]> context,
            CommitPace pace,
            PastEvents past) {
        this.pace = pace;
        this.past = past;
        this.mark = new StateMark(context.getStateStore(JudgeTopology.STORE));
        this.topics = topics;
        this.context = context;
        this.judges = new Judges(rules, new JudgeStore(context.getStateStore(JudgeTopology.STORE)));
        this.skipped = context.metrics()
                .addRateTotalSensor(
                        "judge", context.taskId().toString(), "skipped-records", Sensor.RecordingLevel.INFO);
    }

    void hear(Record<byte[], byte[]> record) {
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
        if (!begun) {
            begun = true;
            catchUp(offset);
        }
        judge(record);
        mark.heard(offset);
        pace.heard(record.timestamp(), context.currentSystemTimeMs());
        commitWhereDue();
    }

    /** Also called from time to time, to commit the latest output. */
    void commitWhereDue() {
        if (pace.isDue(context.currentSystemTimeMs())) {
            mark.write();
            context.commit();
        }
    }

    /**
     * If the memory is older than the history before {@code next}, builds it anew from there. The decisions that follow
     * have been announced before. Of a history that was trimmed only the memory knows the beginning, so it is kept.
     */
    private void catchUp(long next) {
        if (!mark.isBehind(next)) {
            return;
        }
        int partition = context.taskId().partition();
        long begin = past.beginning(partition);
        if (begin > 0) {
            LOG.error(
                    "the memory of partition {} is lost or too old, and its history begins at {}: studies from before are"
                            + " judged by what is left of the memory",
                    partition,
                    begin);
            if (mark.isPresent()) {
                return;
            }
        }
        LOG.warn("the memory of partition {} is lost or too old: reading the history again up to {}", partition, next);
        mark.clear();
        past.read(partition, next, this::remember);
    }

    private void remember(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (!Imports.isImported(record.headers())) {
                judges.judge(eventOf(record.key(), record.value()));
            }
        } catch (Messages.UnreadableMessage | Judges.MakesNoSense skipped) {
            LOG.debug("skipped {}", record.offset(), skipped);
        }
        mark.heard(record.offset());
    }

    private void judge(Record<byte[], byte[]> record) {
        if (Imports.isImported(record.headers())) {
            return; // judged where it came from
        }
        Ruling ruling;
        try {
            HistoryEvent event = eventOf(record.key(), record.value());
            if (event.fact() instanceof Fact.Deleted) {
                withdraw(record);
            }
            ruling = judges.judge(event);
        } catch (Messages.UnreadableMessage | Judges.MakesNoSense e) {
            skip(e);
            return;
        }
        ruling.decisions()
                .forEach(decision ->
                        forward(record, JudgeTopology.DECISIONS, Records.decision(topics, decision, SOURCE)));
        ruling.bests()
                .forEach(best -> forward(
                        record,
                        JudgeTopology.BEST,
                        Records.record(
                                topics.best(),
                                best.study(),
                                best.study() + "/best/" + best.version(),
                                "Best",
                                SOURCE,
                                Messages.write(best))));
    }

    /** Withdraws the best of a deleted study. */
    private void withdraw(Record<byte[], byte[]> deleted) {
        pace.said();
        context.forward(
                new Record<byte[], byte @Nullable []>(deleted.key(), null, deleted.timestamp()), JudgeTopology.BEST);
    }

    private static HistoryEvent eventOf(byte @Nullable [] key, byte @Nullable [] value) throws Judges.MakesNoSense {
        if (key == null || value == null) {
            throw new Judges.MakesNoSense("expected a study as key and an event as value, got none");
        }
        HistoryEvent event = Messages.readEvent(value);
        String study = new String(key, StandardCharsets.UTF_8);
        if (!study.equals(event.study()) || !Ids.isStudy(study)) {
            throw new Judges.MakesNoSense("expected the id of a study as key, got " + study + " for " + event.study());
        }
        return event;
    }

    private void forward(Record<byte[], byte[]> cause, String sink, ProducerRecord<byte[], byte[]> message) {
        pace.said();
        context.forward(new Record<>(message.key(), message.value(), cause.timestamp(), message.headers()), sink);
    }

    private void skip(Exception why) {
        skipped.record();
        String where = context.recordMetadata().map(JudgeRecordHandler::shown).orElse("record");
        LOG.warn("skipped {}: {}", where, why.getMessage());
    }

    private static String shown(RecordMetadata record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
