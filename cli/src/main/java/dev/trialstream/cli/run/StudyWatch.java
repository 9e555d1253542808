package dev.trialstream.cli.run;

import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.HistoryEvent;

/** Is told every event of a study as it happens. */
public interface StudyWatch extends AutoCloseable {

    /** @param log the study up to and with {@code event} */
    void saw(HistoryEvent event, StudyLog log);

    @Override
    void close();
}
