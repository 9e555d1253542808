package dev.trialstream.metrics.judge;

import dev.trialstream.policy.diagnosis.Finding;
import dev.trialstream.policy.promotion.Candidates;
import dev.trialstream.policy.promotion.Confirmed;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words decisions. Their ids derive from the events that caused them. */
final class Decisions {
    private Decisions() {}

    static Decision stop(HistoryEvent cause, String trial, int attempt, int epoch, Verdict.Stop verdict) {
        return atEpoch(
                cause,
                "/stop",
                Decision.Type.STOP,
                trial,
                attempt,
                epoch,
                verdict.rule(),
                verdict.numbers(),
                verdict.reason());
    }

    static Decision pause(HistoryEvent cause, String trial, int attempt, int epoch, Verdict.Pause verdict) {
        return atEpoch(
                cause,
                "/pause",
                Decision.Type.PAUSE,
                trial,
                attempt,
                epoch,
                verdict.rule(),
                verdict.numbers(),
                verdict.reason());
    }

    /** At an epoch past its rung that it had trained before it paused. */
    static Decision pauseAgain(HistoryEvent cause, JudgedTrial trial, int epoch, Verdict.Pause verdict) {
        return ofPaused(
                cause,
                "/pause/",
                Decision.Type.PAUSE,
                trial,
                epoch,
                verdict.rule(),
                verdict.numbers(),
                verdict.reason());
    }

    static Decision resume(HistoryEvent cause, JudgedTrial trial, int epoch, Verdict.Resume verdict) {
        return ofPaused(
                cause,
                "/resume/",
                Decision.Type.RESUME,
                trial,
                epoch,
                verdict.rule(),
                verdict.numbers(),
                verdict.reason());
    }

    /** The rule that paused it is no more. */
    static Decision resume(HistoryEvent cause, JudgedTrial trial) {
        int epoch = Objects.requireNonNull(trial.pause()).epoch();
        String reason = "the rule that paused it no longer acts";
        return ofPaused(cause, "/resume/", Decision.Type.RESUME, trial, epoch, "command", Map.of(), reason);
    }

    /** The search has nothing else left to try, and the paused trial has not earned its place. */
    static Decision retire(HistoryEvent cause, JudgedTrial trial) {
        Decision pause = Objects.requireNonNull(trial.pause());
        return ofPaused(
                cause,
                "/retire/",
                Decision.Type.RETIRE,
                trial,
                pause.epoch(),
                pause.rule(),
                pause.numbers(),
                "the search is over: " + pause.reason());
    }

    /** An epoch that it had trained before it paused is one to stop at. */
    static Decision retire(HistoryEvent cause, JudgedTrial trial, int epoch, Verdict.Stop verdict) {
        return ofPaused(
                cause,
                "/retire/",
                Decision.Type.RETIRE,
                trial,
                epoch,
                verdict.rule(),
                verdict.numbers(),
                verdict.reason());
    }

    /** One event may decide on several paused trials, so the id names the trial. */
    private static Decision ofPaused(
            HistoryEvent cause,
            String verb,
            Decision.Type type,
            JudgedTrial trial,
            int epoch,
            String rule,
            Map<String, Double> numbers,
            String reason) {
        String unique = verb + trial.log().number();
        int attempt = trial.log().job().attempt();
        return atEpoch(cause, unique, type, trial.trial(), attempt, epoch, rule, numbers, reason);
    }

    private static Decision atEpoch(
            HistoryEvent cause,
            String suffix,
            Decision.Type type,
            String trial,
            int attempt,
            int epoch,
            String rule,
            Map<String, Double> numbers,
            String reason) {
        return new Decision(
                cause.id() + suffix,
                type,
                cause.study(),
                trial,
                attempt,
                null,
                epoch,
                rule,
                numbers,
                reason,
                cause.id(),
                cause.time());
    }

    /** @param trial null: it is about the study */
    static Decision diagnose(HistoryEvent cause, @Nullable JudgedTrial trial, Finding finding) {
        String subject = trial == null ? cause.study() : trial.trial();
        return new Decision(
                cause.id() + "/diagnose/" + finding.name()
                        + (trial == null ? "" : "/" + trial.log().number()),
                Decision.Type.DIAGNOSE,
                cause.study(),
                subject,
                trial == null ? 0 : trial.log().job().attempt(),
                null,
                trial == null ? 0 : trial.shown().lastEpoch(),
                finding.name(),
                finding.numbers(),
                finding.words(),
                cause.id(),
                cause.time(),
                List.of(),
                finding.advice());
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
