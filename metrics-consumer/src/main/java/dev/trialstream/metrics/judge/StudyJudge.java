package dev.trialstream.metrics.judge;

import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.message.Command;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.study.Study;
import java.util.List;

/**
 * Judges one study: a fold over its history. Stale and repeated events change nothing. It has no clock: a decision has
 * the time and the id of the event that caused it, so that the same history leads to the same decisions.
 */
final class StudyJudge {
    private final StudyMemory memory;

    StudyJudge(Study study, StoppingRules rules) {
        this.memory = new StudyMemory(study, rules);
    }

    /** Takes back what was kept: all of it, the acceptance first. */
    void restore(List<Entry> kept) {
        kept.forEach(memory::replay);
        memory.restored();
    }

    /**
     * Takes one event in.
     *
     * @throws RuntimeException where the event makes no sense; this judge is then to be dropped and made anew from what
     *     was kept
     */
    Ruling judge(HistoryEvent event) {
        Hearing hearing = new Hearing(event, memory);
        TrialHearing trials = new TrialHearing(hearing);
        PromotionHearing promotion = new PromotionHearing(hearing);
        Fact fact = event.fact();
        if (fact instanceof Fact.Requested requested) {
            trials.onRequested(requested);
        } else if (fact instanceof Fact.OfJob job
                && job.job().equals(memory.delivery().job())) {
            promotion.onDelivery(job);
        } else if (fact instanceof Fact.OfJob job) {
            trials.onJob(job);
        } else if (fact instanceof Fact.Commanded it && it.command() instanceof Command.SetStopping other) {
            trials.onOtherRule(other.stopping());
        } else if (fact instanceof Fact.Settling) {
            trials.onSettling();
        } else if (fact instanceof Fact.Searched searched) {
            promotion.onSearched(searched);
        } else if (fact instanceof Fact.Confirmed) {
            promotion.onConfirmed();
        }
        return hearing.ruling();
    }
}
