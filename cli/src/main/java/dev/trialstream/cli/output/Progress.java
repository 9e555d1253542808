package dev.trialstream.cli.output;

import dev.trialstream.cli.run.StudyWatch;
import dev.trialstream.protocol.history.StudyLog;
import java.io.PrintStream;

/** Tells the user how a study goes, while it goes. */
public interface Progress extends StudyWatch {
    /** A study that is known already goes on; nothing was seen of it before. */
    void resumed(StudyLog log);

    /** A live bar where the stream is a terminal, a line for every end of a trial elsewhere. */
    static Progress on(PrintStream err, boolean terminal) {
        return terminal ? new ProgressLive(err) : new ProgressLines(err);
    }
}
