package dev.trialstream.metrics.judge;

import dev.trialstream.metrics.stopping.Verdict;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words decisions. Their ids derive from the events that caused them. */
final class Decisions {
    private Decisions() {}

    static Decision stop(HistoryEvent cause, String trial, int attempt, int epoch, Verdict.Stop verdict) {
        return new Decision(
                cause.id() + "/stop",
                Decision.Type.STOP,
                cause.study(),
                trial,
                attempt,
                null,
                epoch,
                verdict.rule(),
                verdict.numbers(),
                verdict.reason(),
                cause.id(),
                cause.time());
    }

    /** The same decision, spoken to the attempt that trains now: the one it was first meant for may be gone. */
    static Decision toAttempt(Decision decision, int attempt) {
        return new Decision(
                decision.id(),
                decision.type(),
                decision.study(),
                decision.job(),
                attempt,
                decision.worker(),
                decision.epoch(),
                decision.rule(),
                decision.numbers(),
                decision.reason(),
                decision.cause(),
                decision.time());
    }

    static Decision confirm(HistoryEvent cause, Objective objective, Candidates candidates) {
        Standing best = candidates.standings().get(0);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("value", best.score().value());
        numbers.put("standard_error", candidates.standardError());
        numbers.put("candidates", (double) candidates.standings().size());
        int others = candidates.standings().size() - 1;
        String reason = String.format(
                Locale.ROOT,
                "%s %.4g, and %s within its standard error of %.2g",
                objective.metric(),
                best.score().value(),
                others == 0 ? "no other" : others == 1 ? "1 other" : others + " others",
                candidates.standardError());
        return new Decision(
                cause.id() + "/confirm",
                Decision.Type.CONFIRM,
                cause.study(),
                best.trial(),
                0,
                null,
                0,
                "one_standard_error",
                numbers,
                reason,
                cause.id(),
                cause.time(),
                candidates.standings().stream().map(Standing::trial).toList());
    }

    /** The winner of a confirmation. */
    static Decision promote(HistoryEvent cause, Objective objective, JudgedTrial winner, Confirmed confirmed) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("mean", confirmed.mean());
        numbers.put("sd", confirmed.sd());
        numbers.put("repeats", (double) confirmed.repeats());
        numbers.put("value", confirmed.standing().score().value());
        numbers.put("refit_epochs", (double) confirmed.medianEpoch());
        String reason = String.format(
                Locale.ROOT,
                "%s %.4g is the best mean over %d fresh seeds; the search had %.4g",
                objective.metric(),
                confirmed.mean(),
                confirmed.repeats(),
                confirmed.standing().score().value());
        return new Decision(
                cause.id() + "/promote",
                Decision.Type.PROMOTE,
                cause.study(),
                winner.trial(),
                winner.log().job().attempt(),
                null,
                confirmed.standing().score().epoch(),
                "confirmed_mean",
                numbers,
                reason,
                cause.id(),
                cause.time());
    }

    /** The winner of a search that nothing confirms. {@code candidates} are best first, the winner the first. */
    static Decision promote(HistoryEvent cause, Objective objective, JudgedTrial winner, List<Standing> candidates) {
        Standing first = candidates.get(0);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("value", first.score().value());
        numbers.put("candidates", (double) candidates.size());
        String reason = String.format(
                Locale.ROOT,
                "%s %.4g at epoch %d is the best of %d",
                objective.metric(),
                first.score().value(),
                first.score().epoch(),
                candidates.size());
        if (candidates.size() > 1) {
            Standing second = candidates.get(1);
            numbers.put("runner_up", second.score().value());
            reason += String.format(
                    Locale.ROOT,
                    "; next is %s with %.4g",
                    second.trial(),
                    second.score().value());
        }
        return new Decision(
                cause.id() + "/promote",
                Decision.Type.PROMOTE,
                cause.study(),
                first.trial(),
                winner.log().job().attempt(),
                null,
                first.score().epoch(),
                "best",
                numbers,
                reason,
                cause.id(),
                cause.time());
    }
}
