package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Study;
import java.util.List;

/**
 * Judges one study: a fold over its history. Stale and repeated events change nothing. It has no clock: a decision has
 * the time and the id of the event that caused it, so the same history gives the same decisions.
 */
final class StudyJudge {
    private final JudgeState memory;

    /** @param policy policy version of the study's decisions */
    StudyJudge(Study study, int policy, StoppingRules rules) {
        this.memory = new JudgeState(study, policy, rules);
    }

    /** Restores the memory from all stored entries; the acceptance comes first. */
    void restore(List<JudgeStateRecord> kept) {
        kept.forEach(memory::replay);
        memory.restored();
    }

    /** Whether this process makes the decisions; otherwise those in the log must be {@link #follow}ed. */
    boolean derives() {
        return memory.derives();
    }

    /**
     * Judges one event.
     *
     * @throws RuntimeException if the event makes no sense; this judge must then be dropped and restored from the store
     */
    Ruling judge(HistoryEvent event) {
        EventEvaluation evaluation = new EventEvaluation(event, memory);
        TrialEvaluation trials = new TrialEvaluation(evaluation);
        Fact fact = event.fact();
        if (fact instanceof Fact.Requested requested) {
            trials.onRequested(requested);
        } else if (fact instanceof Fact.OfJob job
                && job.job().equals(memory.delivery().job())) {
            new PromotionEvaluation(evaluation).onDelivery(job);
        } else if (fact instanceof Fact.OfJob job) {
            trials.onJob(job);
        } else if (fact instanceof Fact.Commanded it && it.command() instanceof Command.SetStopping other) {
            trials.onOtherRule(other.stopping());
        } else if (fact instanceof Fact.PolicyChanged changed) {
            evaluation.note(new JudgeStateRecord.Accepted(memory.study(), changed.policy()));
            return memory.derives() ? evaluation.ruling().and(takeOver(event)) : evaluation.ruling();
        } else if (isQuestion(fact) && !memory.derives()) {
            evaluation.note(new JudgeStateRecord.Unanswered(event));
        } else if (isQuestion(fact)) {
            answer(evaluation, fact);
        }
        return evaluation.ruling();
    }

    /** Facts that the orchestrator expects an answer to. */
    private static boolean isQuestion(Fact fact) {
        return fact instanceof Fact.Settling || fact instanceof Fact.Searched || fact instanceof Fact.Confirmed;
    }

    private static void answer(EventEvaluation evaluation, Fact fact) {
        if (fact instanceof Fact.Settling) {
            new TrialEvaluation(evaluation).onSettling();
        } else if (fact instanceof Fact.Searched searched) {
            new PromotionEvaluation(evaluation).onSearched(searched);
        } else if (fact instanceof Fact.Confirmed) {
            new PromotionEvaluation(evaluation).onConfirmed();
        }
    }

    /** Answers the events that were left open while no judge had the study's policy version. */
    private Ruling takeOver(HistoryEvent change) {
        EventEvaluation paused = new EventEvaluation(change, memory);
        new TrialEvaluation(paused).resumeWaiting();
        HistoryEvent open = memory.unanswered();
        if (open == null) {
            return paused.ruling();
        }
        EventEvaluation late = new EventEvaluation(open, memory);
        answer(late, open.fact());
        late.note(new JudgeStateRecord.Unanswered(null));
        return paused.ruling().and(late.ruling());
    }

    /** Applies a decision of another policy version, from the log, that followed from {@code cause}. */
    Ruling follow(HistoryEvent cause, Decision decision) {
        EventEvaluation evaluation = new EventEvaluation(cause, memory);
        new TrialEvaluation(evaluation).follow(decision);
        new PromotionEvaluation(evaluation).follow(decision);
        evaluation.note(new JudgeStateRecord.Decided(memory.decided() + 1, decision));
        if (memory.unanswered() != null && cause.id().equals(memory.unanswered().id())) {
            evaluation.note(new JudgeStateRecord.Unanswered(null));
        }
        return evaluation.ruling();
    }
}
