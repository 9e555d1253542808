package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.StudyState;
import dev.trialstream.protocol.study.Objective;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends a study whose trials have all ended: promotes the winner as the judge would, if there is one.
 *
 * @param at end of the last trial
 */
record Ending(String study, OptunaStudy optuna, Objective objective, OptunaCurves curves, Instant at) {

    /** Continues after the last of {@code events}, and adds the decision that it needs. */
    void tell(List<HistoryEvent> events, List<Decision> decisions, int trials) {
        HistoryEvent last = events.get(events.size() - 1);
        List<OptunaStudy.Trial> ranked = Winner.ranked(optuna, objective.direction());
        String name = "the Optuna study " + optuna.name();
        if (ranked.isEmpty()) {
            String reason = "no trial of " + name + " completed with a finite value and held its constraints";
            events.add(said(last.id(), new Fact.Ended(StudyState.FAILED, reason)));
            return;
        }
        HistoryEvent searched = said(last.id(), new Fact.Searched(trials, 0));
        Decision.Promote promotion = promotion(searched, ranked);
        HistoryEvent promoted = said(promotion.id(), new Fact.Promoted(promotion));
        decisions.add(promotion);
        events.add(searched);
        events.add(promoted);
        events.add(said(promoted.id(), new Fact.Ended(StudyState.COMPLETED, "brought in from " + name)));
    }

    private Decision.Promote promotion(HistoryEvent searched, List<OptunaStudy.Trial> ranked) {
        OptunaStudy.Trial winner = ranked.get(0);
        return new Decision.Promote(
                searched.id() + "/promote",
                study,
                TrialFacts.job(study, winner),
                1,
                curves.epochs(winner).lastKey(),
                new Grounds(
                        TrialFacts.OPTUNA,
                        Map.of("value", winner.values().get(0), "candidates", (double) ranked.size()),
                        "best trial of the Optuna study " + optuna.name() + ", its number " + winner.number(),
                        searched.id(),
                        searched.time()));
    }

    /** The best version for the winner; without one, for the highest-ranked trial. */
    Optional<Best> best(List<HistoryEvent> events) {
        StudyLog log = new StudyLog(study);
        events.forEach(log::apply);
        Best.Status status = log.promoted().isPresent() ? Best.Status.PROMOTED : Best.Status.CANDIDATE;
        HistoryEvent cause = events.stream()
                .filter(event -> event.fact() instanceof Fact.Searched)
                .findFirst()
                .orElse(events.get(events.size() - 1));
        return log.leader().flatMap(trial -> trial.score(objective).map(score -> best(trial, score, status, cause)));
    }

    private Best best(TrialLog trial, Score score, Best.Status status, HistoryEvent cause) {
        EpochPoint point = trial.curve().at(score.epoch()).orElseThrow();
        return new Best(
                study,
                1,
                status,
                trial.trial(),
                score.value(),
                score.epoch(),
                trial.parameters(),
                new TreeMap<>(point.metrics()),
                null,
                null,
                null,
                null,
                cause.id(),
                cause.time());
    }

    private HistoryEvent said(@Nullable String cause, Fact fact) {
        return HistoryEvent.of(study, at, TrialFacts.OPTUNA, cause, fact);
    }
}
