package dev.trialstream.cli.output;

import dev.trialstream.cli.run.StudyWatch;
import dev.trialstream.protocol.history.StudyLog;
import java.io.PrintStream;

/** Shows the user the progress of a study. */
public interface Progress extends StudyWatch {
    /** An existing study continues; none of its events has been seen before. */
    void resumed(StudyLog log);

    /** A live bar if the stream is a terminal; otherwise a line for every ended trial. */
    static Progress on(PrintStream err, boolean terminal) {
        return terminal ? new ProgressLive(err) : new ProgressLines(err);
    }
}
