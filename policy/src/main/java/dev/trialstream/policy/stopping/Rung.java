package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import java.util.Optional;

/**
 * The scores of the trials that reached an epoch, each of its curve up to that epoch. A trial that had no finite value
 * by then counts, as worse than all that had one.
 */
public interface Rung {

    /** Trials that reached the epoch. */
    int size();

    /**
     * The place of a score recorded here, from 1 for the best; equal scores share the better place. No score takes the
     * last place, however many others have none.
     */
    int rankOf(Optional<Score> score);

    /** The score at {@code place}, from 1; empty where the trial at that place has none. */
    Optional<Score> at(int place);
}
