package dev.trialstream.cli.exchange;

import dev.trialstream.cli.exchange.optuna.OptunaHistory;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Converts data from Optuna to the records that the study would have here. */
final class OptunaEntries {
    private static final String SOURCE = "optuna";

    private OptunaEntries() {}

    static History of(OptunaHistory read) {
        Topics topics = Topics.STANDARD;
        List<ExchangeRecord> entries = new ArrayList<>();
        read.events().forEach(event -> entries.add(entry(ExchangeRecord.Kind.EVENT, Records.event(topics, event))));
        read.decisions()
                .forEach(decision ->
                        entries.add(entry(ExchangeRecord.Kind.DECISION, Records.decision(topics, decision, SOURCE))));
        read.best()
                .ifPresent(best -> entries.add(entry(
                        ExchangeRecord.Kind.BEST,
                        Records.record(
                                topics.best(),
                                best.study(),
                                best.study() + "/best/" + best.version(),
                                "Best",
                                SOURCE,
                                Messages.write(best)))));
        return History.of(read.study(), entries);
    }

    private static ExchangeRecord entry(ExchangeRecord.Kind kind, ProducerRecord<byte[], byte[]> record) {
        return ExchangeRecord.of(kind, record.headers(), record.value());
    }
}
