package dev.trialstream.cli.run;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.HistoryEvent;

/** Receives every event of a study as it happens. */
public interface StudyWatch extends AutoCloseable {

    /** @param log the study including {@code event} */
    void saw(HistoryEvent event, StudyLog log);

    @Override
    void close();
}
