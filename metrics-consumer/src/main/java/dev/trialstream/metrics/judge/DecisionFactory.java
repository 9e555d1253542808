package dev.trialstream.metrics.judge;

import dev.trialstream.policy.diagnosis.Finding;
import dev.trialstream.policy.promotion.Candidates;
import dev.trialstream.policy.promotion.Confirmed;
import dev.trialstream.policy.promotion.Standing;
import dev.trialstream.policy.stopping.Verdict;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.PromotionNumbers;
import dev.trialstream.protocol.study.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Builds the decisions that one event causes. Their ids derive from the id of the event. */
final class DecisionFactory {
    private final HistoryEvent cause;

    DecisionFactory(HistoryEvent cause) {
        this.cause = cause;
    }

    Decision.Stop stop(String trial, int attempt, int epoch, Verdict.Stop verdict) {
        return new Decision.Stop(
                id("/stop"),
                cause.study(),
                trial,
                attempt,
                epoch,
                grounds(verdict.rule(), verdict.numbers(), verdict.reason()));
    }

    Decision.Pause pause(String trial, int attempt, int epoch, Verdict.Pause verdict) {
        return new Decision.Pause(id("/pause"), cause.study(), trial, attempt, epoch, grounds(verdict));
    }

    /** At an epoch after its rung that the trial trained before it paused. */
    Decision.Pause pauseAgain(JudgedTrial trial, int epoch, Verdict.Pause verdict) {
        return new Decision.Pause(
                id("/pause/", trial), cause.study(), trial.trial(), attempt(trial), epoch, grounds(verdict));
    }

    Decision.Resume resume(JudgedTrial trial, int epoch, Verdict.Resume verdict) {
        return resume(trial, epoch, grounds(verdict.rule(), verdict.numbers(), verdict.reason()));
    }

    /** For a trial whose stopping rule was replaced by one that does not pause. */
    Decision.Resume resume(JudgedTrial trial) {
        int epoch = Objects.requireNonNull(trial.pause()).epoch();
        return resume(trial, epoch, grounds("command", Map.of(), "the rule that paused it no longer acts"));
    }

    private Decision.Resume resume(JudgedTrial trial, int epoch, Grounds grounds) {
        return new Decision.Resume(id("/resume/", trial), cause.study(), trial.trial(), attempt(trial), epoch, grounds);
    }

    /** For a paused trial once the search has nothing else left to try. */
    Decision.Retire retire(JudgedTrial trial) {
        Decision.Pause pause = Objects.requireNonNull(trial.pause());
        String reason = "the search is over: " + pause.reason();
        return retire(trial, pause.epoch(), grounds(pause.rule(), pause.numbers(), reason));
    }

    /** For a paused trial that is stopped at an epoch that it trained before it paused. */
    Decision.Retire retire(JudgedTrial trial, int epoch, Verdict.Stop verdict) {
        return retire(trial, epoch, grounds(verdict.rule(), verdict.numbers(), verdict.reason()));
    }

    private Decision.Retire retire(JudgedTrial trial, int epoch, Grounds grounds) {
        return new Decision.Retire(id("/retire/", trial), cause.study(), trial.trial(), attempt(trial), epoch, grounds);
    }

    /** A diagnosis of a trial. */
    Decision.Diagnose diagnose(JudgedTrial trial, Finding finding) {
        return new Decision.Diagnose(
                id("/diagnose/" + finding.name() + "/", trial),
                cause.study(),
                trial.trial(),
                attempt(trial),
                trial.shown().lastEpoch(),
                grounds(finding),
                finding.advice());
    }

    /** A diagnosis of the study. */
    Decision.Diagnose diagnose(Finding finding) {
        return new Decision.Diagnose(
                id("/diagnose/" + finding.name()),
                cause.study(),
                cause.study(),
                0,
                0,
                grounds(finding),
                finding.advice());
    }

    Decision.Confirm confirm(Objective objective, Candidates candidates) {
        Standing best = candidates.standings().get(0);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("value", best.score().value());
        if (candidates.hasStandardError()) {
            numbers.put("standard_error", candidates.standardError());
        }
        numbers.put("candidates", (double) candidates.standings().size());
        int others = candidates.standings().size() - 1;
        String count = others == 0 ? "no other" : others == 1 ? "1 other" : others + " others";
        String value = String.format(
                Locale.ROOT, "%s %.4g, and %s", objective.metric(), best.score().value(), count);
        String reason = candidates.hasStandardError()
                ? String.format(Locale.ROOT, "%s within its standard error of %.2g", value, candidates.standardError())
                : value + (others == 0 ? "" : " next to it") + "; its standard error is unknown";
        return new Decision.Confirm(
                id("/confirm"),
                cause.study(),
                best.trial(),
                0,
                grounds("one_standard_error", numbers, reason),
                candidates.standings().stream().map(Standing::trial).toList());
    }

    /** The promotion of the winner of a confirmation. */
    Decision.Promote promote(Objective objective, JudgedTrial winner, Confirmed confirmed) {
        double value = confirmed.standing().score().value();
        Map<String, Double> numbers = PromotionNumbers.confirmed(
                new Best.Confirmed(confirmed.mean(), confirmed.sd(), confirmed.repeats()),
                confirmed.winningMean(),
                value,
                confirmed.medianEpoch());
        String worth = confirmed.repeats() == 1
                ? "with one seed there is none left to score the choice by, so the figure is optimistic, as that of the"
                        + " search is"
                : String.format(
                        Locale.ROOT,
                        "%.4g where each seed scores a choice of candidate and epoch that was made without it",
                        confirmed.mean());
        String reason = String.format(
                Locale.ROOT,
                "%s %.4g is the best mean over %s at its best epoch; %s; the search had %.4g",
                objective.metric(),
                confirmed.winningMean(),
                confirmed.repeats() == 1 ? "1 fresh seed," : confirmed.repeats() + " fresh seeds, each",
                worth,
                value);
        return promote(winner, confirmed.standing(), grounds("confirmed_mean", numbers, reason));
    }

    /**
     * The promotion of the best of a search without confirmation.
     *
     * @param candidates best first; the first one wins
     */
    Decision.Promote promote(Objective objective, JudgedTrial winner, List<Standing> candidates) {
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
        return promote(winner, first, grounds("best", numbers, reason));
    }

    private Decision.Promote promote(JudgedTrial winner, Standing standing, Grounds grounds) {
        return new Decision.Promote(
                id("/promote"),
                cause.study(),
                winner.trial(),
                attempt(winner),
                standing.score().epoch(),
                grounds);
    }

    private String id(String suffix) {
        return cause.id() + suffix;
    }

    /** One event can decide on several trials, so the id names the trial. */
    private String id(String verb, JudgedTrial trial) {
        return id(verb + trial.log().number());
    }

    private static int attempt(JudgedTrial trial) {
        return trial.log().job().attempt();
    }

    private Grounds grounds(Verdict.Pause verdict) {
        return grounds(verdict.rule(), verdict.numbers(), verdict.reason());
    }

    private Grounds grounds(Finding finding) {
        return grounds(finding.name(), finding.numbers(), finding.words());
    }

    private Grounds grounds(String rule, Map<String, Double> numbers, String reason) {
        return Grounds.of(cause, rule, numbers, reason);
    }
}
