package dev.trialstream.orchestrator.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decisions of the planner for job owners: stop when the budget is used up, pause, and fence workers that do not own a
 * job.
 */
final class PlannerDecisions {
    /** Rule name of decisions that follow from a user's command. */
    private static final String COMMAND = "command";

    private final StudyLog log;

    PlannerDecisions(StudyLog log) {
        this.log = log;
    }

    /** Stops every unfinished trial, or every unfinished search trial, because the time is over. */
    List<Decision.Stop> expired(HistoryEvent event) {
        return unfinished()
                .filter(this::isOver)
                .map(trial -> stop(event, trial))
                .toList();
    }

    /** Stops every running trial now. */
    List<Decision.Stop> stop(HistoryEvent event) {
        return inTraining().map(trial -> stop(event, trial)).toList();
    }

    /** Tells every running trial to keep its last checkpoint and give up its slot. */
    List<Decision.Suspend> pause(HistoryEvent event) {
        return inTraining().map(trial -> pause(event, trial)).toList();
    }

    /** Repeats earlier decisions to a worker that takes up a job or continues it. */
    List<Decision> standing(HistoryEvent event, Fact.FromWorker said) {
        return unfinished(said).flatMap(trial -> standing(event, trial)).stream()
                .toList();
    }

    private Optional<Decision> standing(HistoryEvent event, TrialLog trial) {
        if (isOver(trial)) {
            return Optional.of(stop(event, trial));
        }
        return log.isPaused() ? Optional.of(pause(event, trial)) : Optional.empty();
    }

    /** Fences a worker that reports on a job without owning it. */
    List<Decision> fenceStale(HistoryEvent event, Fact.FromWorker said) {
        JobLog job = log.job(said.job()).orElse(null);
        if (job == null || (job.attempt() == said.attempt() && said.worker().equals(job.worker()))) {
            return List.of();
        }
        String owner = job.worker() == null ? "nobody yet" : job.worker();
        return List.of(fence(
                event,
                said,
                Map.of("attempt", (double) job.attempt()),
                "attempt " + job.attempt() + " of " + said.job() + " belongs to " + owner));
    }

    /** Fences a worker that continues a job of an ended study. */
    static Decision fenceEnded(HistoryEvent event, Fact.FromWorker said) {
        return fence(event, said, Map.of(), "study " + event.study() + " has ended");
    }

    private static Decision fence(
            HistoryEvent event, Fact.FromWorker said, Map<String, Double> numbers, String reason) {
        return new Decision.Fence(
                event.id() + "/fence",
                event.study(),
                said.job(),
                said.attempt(),
                Grounds.of(event, "ownership", numbers, reason),
                said.worker());
    }

    /** The unfinished trial of {@code said}; empty for a chore. */
    private Optional<TrialLog> unfinished(Fact.FromWorker said) {
        return log.isChore(said.job())
                ? Optional.empty()
                : log.trial(Ids.numberOf(said.job()))
                        .filter(trial -> !trial.state().hasEnded())
                        .filter(trial -> trial.trial().equals(said.job()));
    }

    private Stream<TrialLog> inTraining() {
        return log.trialsIn(JobLog.State.RUNNING);
    }

    private Stream<TrialLog> unfinished() {
        return log.trials().stream().filter(trial -> !trial.state().hasEnded());
    }

    private boolean isOver(TrialLog trial) {
        return log.isToStop()
                || log.timeExpired()
                || ((log.searchExpired() || log.isSpent()) && trial.role() == Role.SEARCH);
    }

    private Decision.Stop stop(HistoryEvent event, TrialLog trial) {
        return new Decision.Stop(
                event.id() + "/stop/" + trial.number(),
                event.study(),
                trial.trial(),
                trial.job().attempt(),
                trial.curve().lastEpoch(),
                whyStopped(event));
    }

    private Grounds whyStopped(HistoryEvent event) {
        if (log.isToStop()) {
            return Grounds.of(event, COMMAND, Map.of(), "the study is stopped");
        }
        boolean spent = log.isSpent() && !log.searchExpired();
        return Grounds.of(
                event,
                "budget",
                Map.of(),
                spent ? "the search has trained, or costs, what it may" : "the time budget of the study is used up");
    }

    private static Decision.Suspend pause(HistoryEvent event, TrialLog trial) {
        return new Decision.Suspend(
                event.id() + "/pause/" + trial.number(),
                event.study(),
                trial.trial(),
                trial.job().attempt(),
                Grounds.of(event, COMMAND, Map.of(), "the study is paused"));
    }
}
