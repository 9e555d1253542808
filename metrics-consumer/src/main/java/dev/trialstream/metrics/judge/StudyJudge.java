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
 * the time and the id of the event that caused it, so that the same history leads to the same decisions.
 */
final class StudyJudge {
    private final JudgeState memory;

    /** @param policy version of the policy that decisions on the study are made by */
    StudyJudge(Study study, int policy, StoppingRules rules) {
        this.memory = new JudgeState(study, policy, rules);
    }

    /** Takes back what was kept: all of it, the acceptance first. */
    void restore(List<JudgeStateRecord> kept) {
        kept.forEach(memory::replay);
        memory.restored();
    }

    /** Whether decisions are made here; otherwise those that the log has are to be {@link #follow}ed. */
    boolean derives() {
        return memory.derives();
    }

    /**
     * Takes one event in.
     *
     * @throws RuntimeException where the event makes no sense; this judge is then to be dropped and made anew from what
     *     was kept
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

    /** What the orchestrator waits for an answer to. */
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

    /** Answers what nobody has answered while the study was without a judge of its policy. */
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

    /** Takes in a decision of another policy that {@code cause} led to, as the log has it. */
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
