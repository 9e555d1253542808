package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.Study;
import java.util.List;

/**
 * Says after an epoch whether its trial is worth going on with. A pure function: the same study, curves and epoch give
 * the same verdict, and nothing is changed by asking.
 *
 * <p>A study file names a rule by its {@link StoppingRuleFactory}.
 */
public interface StoppingRule {

    /**
     * Called once for each new epoch of a trial that no decision stands against.
     *
     * @param curves of all trials of the study, {@code epoch} included
     */
    Verdict judge(Study study, Curves curves, NewEpoch epoch);

    /**
     * Which paused trials are to go on, in the order in which they are to. Called after each event that may have changed
     * it, for a rule that pauses trials.
     *
     * @param paused each with its curve up to the epoch at which it was paused
     */
    default List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
        return List.of();
    }

    /**
     * The same answer from an index of the paused trials. A rule that overrides this one too need not look at all of
     * them after each event.
     */
    default List<Verdict.Resume> resume(Study study, Curves curves, PausedTrials paused) {
        return resume(study, curves, paused.all());
    }

    /** Whether {@link #judge} may say {@link Verdict.Pause}. */
    default boolean pauses() {
        return false;
    }
}
