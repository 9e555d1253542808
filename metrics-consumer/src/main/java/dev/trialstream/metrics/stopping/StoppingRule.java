package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Optional;

/**
 * Says after an epoch whether its trial is worth going on with. A pure function: the same study, curves and epoch give
 * the same verdict, and nothing is changed by asking.
 *
 * <p>A new rule is one class with a {@link Maker} in it, named in {@code META-INF/services}.
 */
public interface StoppingRule {

    /**
     * Called once for each new epoch of a trial that no decision stands against.
     *
     * @param curves of all trials of the study, {@code epoch} included
     */
    Verdict judge(Study study, Curves curves, NewEpoch epoch);

    /** Makes a rule from its settings; found by {@link java.util.ServiceLoader}. */
    interface Maker {
        /** The rule, or empty where the settings are those of another. */
        Optional<StoppingRule> make(StoppingSpec settings);
    }
}
