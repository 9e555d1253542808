package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudySummary;
import dev.trialstream.protocol.study.Study;
import java.time.Instant;

/** A study's history at a glance. */
public final class Summaries {
    private Summaries() {}

    /** @param time of the event that it follows from */
    public static StudySummary of(StudyLog log, Instant time) {
        int wanted = log.spec()
                .filter(spec -> log.ended().isEmpty() && !log.isPaused())
                .map(spec -> wanted(log, spec))
                .orElse(0);
        return new StudySummary(
                log.study(),
                log.state(),
                log.trials(Role.SEARCH).size(),
                log.count(JobLog.State.RUNNING),
                log.count(JobLog.State.COMPLETED),
                log.count(JobLog.State.STOPPED),
                log.count(JobLog.State.FAILED),
                wanted,
                time);
    }

    /** Trials of the search that are still to be trained; after it, those that were requested and have not ended. */
    private static int wanted(StudyLog log, Study study) {
        long unfinished =
                log.trials().stream().filter(trial -> !trial.state().hasEnded()).count();
        int unrequested = log.searched() || log.searchExpired()
                ? 0
                : study.budget().trials() - log.trials(Role.SEARCH).size();
        return (int) Math.min(study.budget().parallel(), unfinished + unrequested);
    }
}
