package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.Study;
import java.util.List;

/**
 * Decides after an epoch whether its trial should continue. A pure function: the same study, curves and epoch give the
 * same verdict, and a call changes nothing.
 *
 * <p>A study file names a rule by its {@link StoppingRuleFactory}.
 */
public interface StoppingRule {

    /**
     * Called once for each new epoch of a trial without a standing decision.
     *
     * @param curves of all trials of the study, including {@code epoch}
     */
    Verdict judge(Study study, Curves curves, NewEpoch epoch);

    /**
     * The paused trials to resume, in this order. Called for a rule that pauses trials, after each event that may have
     * changed the answer.
     *
     * @param paused each with its curve up to the epoch at which it was paused
     */
    default List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
        return List.of();
    }

    /**
     * The same answer from an index of the paused trials. A rule that also overrides this method need not look at all
     * of them after each event.
     */
    default List<Verdict.Resume> resume(Study study, Curves curves, PausedTrials paused) {
        return resume(study, curves, paused.all());
    }

    /** The first epoch after which {@link #judge} may end or pause a trial, whatever its curve. */
    default int firstEpoch() {
        return 1;
    }

    /** Whether {@link #judge} may return {@link Verdict.Pause}. */
    default boolean pauses() {
        return false;
    }
}
