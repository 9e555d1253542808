package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.study.Attempts;
import dev.trialstream.protocol.study.Study;
import java.util.Optional;

/**
 * Decides whether a job is tried again. Workers and HTTP clients only report how an attempt ended; this is the only
 * place that draws the conclusion.
 */
public final class Retries {
    /** If the workers of this many attempts lacked the data, no worker has them. */
    private static final int MOST_WITHOUT_DATA = 3;

    private Retries() {}

    /** Why {@code job} is given up instead of being dispatched again; empty if it is tried again. */
    public static Optional<String> reasonToGiveUp(StudyLog log, JobLog job) {
        if (job.state() != JobLog.State.REQUESTED) {
            return Optional.empty();
        }
        Attempts attempts = log.spec().map(Study::attempts).orElse(Attempts.STANDARD);
        if (job.lapses() >= attempts.crashed()) {
            return Optional.of(
                    job.trouble() == null
                            ? job.lapses() + " workers fell silent over it; it may be too large for them"
                            : job.trouble() + "; the last of " + job.lapses() + " attempts in a row that crashed");
        } else if (job.failures() >= attempts.failed()) {
            return Optional.of(last(job, job.failures(), "failed"));
        } else if (job.timeouts() >= attempts.timedOut()) {
            return Optional.of(last(job, job.timeouts(), "took too long"));
        }
        return job.dataless() >= MOST_WITHOUT_DATA ? Optional.of(String.valueOf(job.trouble())) : Optional.empty();
    }

    private static String last(JobLog job, int attempts, String verb) {
        String trouble = String.valueOf(job.trouble());
        return attempts == 1 ? trouble : trouble + "; the last of " + attempts + " attempts that " + verb;
    }
}
