package dev.trialstream.metrics.judge;

import dev.trialstream.policy.diagnosis.StudyDiagnosis;
import dev.trialstream.policy.promotion.Candidates;
import dev.trialstream.policy.promotion.Confirmed;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates events at the end of a search: names candidates to confirm, promotes the winner, and records the delivery.
 */
final class PromotionEvaluation {
    private final EventEvaluation evaluation;
    private final HistoryEvent event;
    private final JudgeState memory;
    private final DecisionFactory decisions;

    PromotionEvaluation(EventEvaluation evaluation) {
        this.evaluation = evaluation;
        this.event = evaluation.event();
        this.memory = evaluation.memory();
        this.decisions = new DecisionFactory(event);
    }

    /**
     * The best wins at once, or must first be confirmed against the trials that are statistically indistinguishable
     * from it.
     */
    void onSearched(Fact.Searched searched) {
        if (isDecided()) {
            return;
        }
        List<Standing> ranked = promotable();
        StudyDiagnosis.of(
                        memory.study(),
                        memory.trials().stream()
                                .filter(JudgedTrial::isOfTheSearch)
                                .map(JudgedTrial::log)
                                .sorted(Comparator.comparingInt(TrialLog::number))
                                .toList())
                .forEach(finding -> evaluation.announce(decisions.diagnose(finding)));
        if (searched.confirm() == 0) {
            promoteFirst(ranked);
            return;
        }
        evaluation.announce(decisions.confirm(memory.study().objective(), candidates(ranked)));
    }

    void onConfirmed() {
        if (isDecided()) {
            return;
        }
        List<Standing> ranked = promotable();
        List<TrialLog> byNumber = memory.trials().stream()
                .map(JudgedTrial::log)
                .sorted(Comparator.comparingInt(TrialLog::number))
                .toList();
        Optional<Confirmed> winner =
                Confirmed.best(memory.study().objective(), candidates(ranked).standings(), byNumber);
        if (winner.isEmpty()) {
            promoteFirst(ranked);
            return;
        }
        Confirmed won = winner.get();
        promote(
                decisions.promote(
                        memory.study().objective(), memory.trial(won.standing().trial()), won),
                new Best.Confirmed(won.mean(), won.sd(), won.repeats()));
    }

    /** Always the same ones, because the search is over. */
    private Candidates candidates(List<Standing> ranked) {
        Standing first = ranked.get(0);
        EpochPoint point =
                memory.trial(first.trial()).shown().at(first.score().epoch()).orElseThrow();
        return Candidates.of(
                ranked, point.standardErrorOf(memory.study().objective().metric()));
    }

    private boolean isDecided() {
        Best best = memory.best();
        return best != null && best.status() != Best.Status.CANDIDATE;
    }

    private List<Standing> promotable() {
        List<Standing> ranked = memory.board()
                .ranked()
                .filter(standing -> memory.trial(standing.trial())
                        .canBePromoted(
                                standing.score(), memory.study().trainer().deliversModel()))
                .toList();
        if (ranked.isEmpty()) {
            throw new IllegalStateException("study " + memory.study().study() + " is searched, but of its "
                    + memory.trials().size()
                    + " trials none ended with a score and a checkpoint; expected one to promote");
        }
        return ranked;
    }

    /** Without confirmation. */
    private void promoteFirst(List<Standing> ranked) {
        JudgedTrial first = memory.trial(ranked.get(0).trial());
        promote(decisions.promote(memory.study().objective(), first, ranked), null);
    }

    private void promote(Decision.Promote promotion, Best.@Nullable Confirmed confirmed) {
        JudgedTrial winner = memory.trial(promotion.job());
        Score score = winner.shown().score(memory.study().objective()).orElseThrow();
        evaluation.announce(promotion);
        evaluation.note(new JudgeStateRecord.Leader(
                BestFactory.of(event, memory.best(), memory.front(), Best.Status.PROMOTED, winner, score, confirmed)));
    }

    /** Applies a decision of another policy version. */
    void follow(Decision decision) {
        JudgedTrial trial = memory.find(decision.job());
        switch (decision.type()) {
            case PROMOTE -> Optional.ofNullable(trial).ifPresent(this::followPromotion);
            case STOP, PAUSE, SUSPEND, RESUME, RETIRE, CONFIRM, DIAGNOSE, FENCE -> {}
        }
    }

    private void followPromotion(JudgedTrial winner) {
        winner.shown()
                .score(memory.study().objective())
                .ifPresent(score -> evaluation.note(new JudgeStateRecord.Leader(BestFactory.of(
                        event, memory.best(), memory.front(), Best.Status.PROMOTED, winner, score, null))));
    }

    void onDelivery(Fact.OfJob fact) {
        JobLog after = memory.delivery().after(fact);
        if (after.equals(memory.delivery())) {
            return;
        }
        evaluation.note(new JudgeStateRecord.Delivery(after));
        Best best = memory.best();
        if (event.fact() instanceof Fact.Delivered delivered
                && best != null
                && best.trial().equals(delivered.trial())) {
            evaluation.note(new JudgeStateRecord.Leader(BestFactory.delivered(event, best, delivered)));
        }
    }
}
