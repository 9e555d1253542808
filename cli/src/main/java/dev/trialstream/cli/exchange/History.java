package dev.trialstream.cli.exchange;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * All records of one study in the log: its events, its decisions and the kept versions of its best, each in the order
 * of its topic.
 *
 * @param log the study after these events
 * @param last time of the last event
 */
public record History(StudyLog log, Instant last, List<ExchangeRecord> entries) {

    public String study() {
        return log.study();
    }

    long count(ExchangeRecord.Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).count();
    }

    /** Its events, in order. */
    public List<HistoryEvent> events() {
        return entries.stream()
                .filter(entry -> entry.kind() == ExchangeRecord.Kind.EVENT)
                .map(entry -> Messages.readEvent(entry.bytes()))
                .toList();
    }

    /** The decisions of the judge in order, without repetitions. */
    public List<Decision> judged() {
        Map<String, Decision> first = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.kind() == ExchangeRecord.Kind.DECISION)
                .filter(entry ->
                        String.valueOf(entry.headers().get("ce_source")).endsWith("/metrics-consumer"))
                .map(entry -> Messages.read(entry.bytes(), Decision.class))
                .forEach(decision -> first.putIfAbsent(decision.id(), decision));
        return List.copyOf(first.values());
    }

    /**
     * @throws IllegalArgumentException if an entry cannot be read or belongs to another study; it names the entry's
     *     number, from 1
     */
    static History of(String study, List<ExchangeRecord> entries) {
        StudyLog log = new StudyLog(study);
        Instant last = Instant.EPOCH;
        for (int i = 0; i < entries.size(); i++) {
            ExchangeRecord entry = entries.get(i);
            try {
                if (entry.kind() == ExchangeRecord.Kind.EVENT) {
                    HistoryEvent event = Messages.readEvent(entry.bytes());
                    log.apply(event);
                    last = event.time();
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("record " + (i + 1) + ": " + e.getMessage(), e);
            }
            if (!study.equals(studyOf(entry))) {
                throw new IllegalArgumentException("record " + (i + 1) + ": not of study " + study);
            }
        }
        return new History(log, last, List.copyOf(entries));
    }

    /** The study of a record. */
    static String studyOf(ExchangeRecord entry) {
        return switch (entry.kind()) {
            case EVENT -> Messages.readEvent(entry.bytes()).study();
            case DECISION -> Messages.read(entry.bytes(), Decision.class).study();
            case BEST -> Messages.read(entry.bytes(), Best.class).study();
        };
    }

    List<ProducerRecord<byte[], byte[]>> records(Topics topics, int partition) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        entries.forEach(entry -> records.add(entry.record(topics, partition, study())));
        return records;
    }
}
