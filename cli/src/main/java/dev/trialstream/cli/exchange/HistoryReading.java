package dev.trialstream.cli.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Messages;
import java.util.ArrayList;
import java.util.List;

/** Reads all current records of a study in the log. */
public final class HistoryReading {
    private HistoryReading() {}

    public static History of(ClientSettings settings, Topics topics, String study) {
        List<ExchangeRecord> entries = new ArrayList<>();
        for (ExchangeRecord.Kind kind : ExchangeRecord.Kind.values()) {
            TopicScan.of(settings, kind.topic(topics), study, record -> {
                if (record.key() != null && record.value() != null && new String(record.key(), UTF_8).equals(study)) {
                    ExchangeRecord entry = ExchangeRecord.of(kind, record.headers(), record.value());
                    if (isOf(study, entry)) {
                        entries.add(entry);
                    }
                }
            });
        }
        return History.of(study, entries);
    }

    /** An unreadable record is skipped, because no service has acted on it. */
    private static boolean isOf(String study, ExchangeRecord entry) {
        try {
            return History.studyOf(entry).equals(study);
        } catch (Messages.UnreadableMessage foreign) {
            return false;
        }
    }
}
