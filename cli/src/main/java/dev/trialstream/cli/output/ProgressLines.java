package dev.trialstream.cli.output;

import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Objective;
import java.io.PrintStream;
import java.util.Locale;

/** Progress for logs and pipes: a line when the study begins and whenever a trial ends. */
final class ProgressLines implements Progress {
    private final PrintStream err;

    ProgressLines(PrintStream err) {
        this.err = err;
    }

    @Override
    public void saw(HistoryEvent event, StudyLog log) {
        Fact fact = event.fact();
        if (fact instanceof Fact.Accepted accepted) {
            err.println(Wording.accepted(accepted.spec(), log.profile()));
            Wording.columns(log.profile()).forEach(err::println);
        } else if (fact instanceof Fact.Completed
                || fact instanceof Fact.Stopped
                || fact instanceof Fact.Failed
                || fact instanceof Fact.GivenUp) {
            trialEnded(((Fact.OfJob) fact).job(), log);
        } else if (fact instanceof Fact.Epoch && log.epochs() == 1) {
            err.println(Wording.firstEpoch());
        } else if (fact instanceof Fact.Lapsed lapsed) {
            err.println(Wording.lapsed(lapsed));
        } else if (fact instanceof Fact.Unplaced unplaced) {
            err.println(Wording.waits(log.study(), unplaced));
        } else if (fact instanceof Fact.Quarantined quarantined) {
            err.println(Wording.quarantined(log.study(), quarantined));
        } else if (fact instanceof Fact.Restored restored && !restored.note().isEmpty()) {
            err.println(Wording.restored(restored));
        } else {
            Wording.stage(fact, log).ifPresent(err::println);
        }
    }

    @Override
    public void resumed(StudyLog log) {
        err.println(Wording.resumed(log));
    }

    private void trialEnded(String job, StudyLog log) {
        Objective objective = log.spec().map(spec -> spec.objective()).orElse(Objective.VALIDATION_ERROR);
        log.trials().stream()
                .filter(trial -> trial.trial().equals(job) && trial.state().hasEnded())
                .findFirst()
                .ifPresent(trial -> err.println(line(trial, log, objective)));
    }

    private static String line(TrialLog trial, StudyLog log, Objective objective) {
        String value = trial.score(objective)
                .map(score -> " " + objective.metric() + " " + Wording.value(score.value()))
                .orElse("");
        String reason = trial.state() == JobLog.State.FAILED ? ": " + trial.failure() : "";
        return String.format(
                Locale.ROOT,
                "%s %d %s after %d epochs%s%s (%s)",
                Wording.role(trial),
                trial.number(),
                trial.state().name().toLowerCase(Locale.ROOT),
                trial.trained(),
                value,
                reason,
                Wording.counts(log));
    }

    @Override
    public void close() {}
}
