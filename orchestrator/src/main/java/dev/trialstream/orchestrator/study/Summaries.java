package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.StudySummary;
import dev.trialstream.protocol.study.Budget;
import java.time.Instant;

/** A study's history at a glance. */
final class Summaries {
    private Summaries() {}

    static StudySummary of(StudyLog log, Instant time) {
        int ended = (int)
                log.trials().stream().filter(trial -> trial.state().hasEnded()).count();
        int wanted = log.spec()
                .filter(spec -> !log.searched() && !log.timeExpired())
                .map(spec -> wanted(spec.budget(), ended))
                .orElse(0);
        return new StudySummary(
                log.study(),
                log.state(),
                log.trials().size(),
                log.count(JobLog.State.RUNNING),
                log.count(JobLog.State.COMPLETED),
                log.count(JobLog.State.STOPPED),
                log.count(JobLog.State.FAILED),
                wanted,
                time);
    }

    private static int wanted(Budget budget, int ended) {
        return Math.min(budget.parallel(), budget.trials() - ended);
    }
}
