package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.message.StudySummary;
import java.time.Instant;

/** Builds the summary of a study. */
public final class Summaries {
    private Summaries() {}

    /** @param time of the event that caused it */
    public static StudySummary of(StudyLog log, Instant time) {
        return new StudySummary(
                log.study(),
                log.state(),
                log.trials(Role.SEARCH).size(),
                log.count(JobLog.State.RUNNING),
                log.count(JobLog.State.COMPLETED),
                log.count(JobLog.State.STOPPED),
                log.count(JobLog.State.FAILED),
                Capacity.of(log).wantedSlots(),
                log.spec().map(spec -> spec.budget().priority()).orElse(0),
                log.acceptedAt().orElse(null),
                log.needs().device().equals(TopicLayout.CPU)
                        ? null
                        : log.needs().device(),
                log.waiting().orElse(null),
                time);
    }
}
