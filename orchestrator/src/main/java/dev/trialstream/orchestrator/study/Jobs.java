package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.study.Attempts;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the next attempt of a job from the history. */
final class Jobs {
    private final StudyLog log;

    Jobs(StudyLog log) {
        this.log = log;
    }

    Job profile() {
        String job = Ids.profileJob(log.study());
        return new Job.Profile(
                job, log.study(), attempt(job), log.submitted().orElseThrow().request());
    }

    Job train(Study study, TrialLog trial) {
        int epochs = trial.repeat() == null
                ? study.budget().epochs()
                : trial.repeat().epochs();
        return new Job.Train(
                trial.trial(),
                log.study(),
                trial.number(),
                trial.job().attempt() + 1,
                trial.role(),
                trial.parameters(),
                trial.seed(),
                epochs,
                study.data(),
                log.profile().map(DataProfile::sha256).orElse(null),
                study.trainer(),
                study.objective(),
                rows(trial),
                KnownCurve.of(trial.curve(), study.objective()),
                leeway(study, trial.job()),
                study.isolation(),
                study.needs().memoryMib(),
                // confirmation and refit repeat by themselves, and one network is delivered
                trial.role() == Role.SEARCH ? study.seeds() : null);
    }

    private static Job.@Nullable Leeway leeway(Study study, JobLog job) {
        Attempts attempts = study.attempts();
        return attempts.equals(Attempts.STANDARD)
                ? null
                : new Job.Leeway(
                        Math.max(0, attempts.failed() - job.failures() - 1),
                        Math.max(0, attempts.timedOut() - job.timeouts() - 1),
                        attempts.trial(),
                        attempts.epoch());
    }

    /** @param won the winning trial */
    Job deliver(Study study, TrialLog won, TrialLog trained, String checkpoint) {
        String job = Ids.deliverJob(log.study());
        return new Job.Deliver(
                job,
                log.study(),
                attempt(job),
                won.trial(),
                checkpoint,
                won.parameters(),
                study.requireData(),
                sha256(),
                study.trainer(),
                rows(trained));
    }

    /** Keeps the checkpoints of the winner, and of the trial whose model is delivered, when the study ends. */
    Job cleanup() {
        List<String> keep = Stream.of(log.leader(), log.refit())
                .flatMap(Optional::stream)
                .map(TrialLog::trial)
                .toList();
        return new Job.Cleanup(Ids.cleanupJob(log.study()), log.study(), 1, keep, false);
    }

    /** Keeps nothing, because the study is deleted. It follows the cleanup at the end, and is another attempt. */
    static Job deletion(String study) {
        return new Job.Cleanup(Ids.cleanupJob(study), study, 2, List.of(), true);
    }

    private int attempt(String job) {
        return log.job(job).map(JobLog::attempt).orElse(0) + 1;
    }

    private String sha256() {
        return log.profile().orElseThrow().sha256();
    }

    private static RowUse rows(TrialLog trial) {
        return trial.repeat() == null ? RowUse.AS_SPLIT : trial.repeat().rows();
    }
}
