package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import java.util.Optional;

/**
 * The scores of the trials that reached an epoch, each of its curve up to that epoch. A trial without a finite value by
 * then counts as worse than all with one.
 */
public interface Rung {

    /** Trials that reached the epoch. */
    int size();

    /**
     * The rank of a recorded score, from 1 for the best; equal scores share the better rank. A missing score has the
     * last rank, however many others are missing.
     */
    int rankOf(Optional<Score> score);

    /** The score at {@code place}, from 1; empty if the trial at that place has none. */
    Optional<Score> at(int place);
}
