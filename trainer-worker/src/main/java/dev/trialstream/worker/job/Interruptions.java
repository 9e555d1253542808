package dev.trialstream.worker.job;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The interruption of one attempt, from outside or by its deadline. The first one stands: a trainer that asks again is told
 * the same.
 */
final class Interruptions {
    private final Supplier<Optional<Interruption>> outside;
    private final Deadline deadline;
    private volatile @Nullable Interruption first;

    Interruptions(Supplier<Optional<Interruption>> outside, Deadline deadline) {
        this.outside = outside;
        this.deadline = deadline;
    }

    /** An epoch has ended, and the next begins. */
    void nextEpoch() {
        deadline.nextEpoch();
    }

    /** Asks whether the attempt is to end now. */
    Optional<Interruption> ask() {
        if (first == null) {
            first = outside.get()
                    .or(() -> deadline.passed().map(Interruption.TimedOut::new))
                    .orElse(null);
        }
        return first();
    }

    /** The interruption that was found when somebody last asked; empty where there was none. */
    Optional<Interruption> first() {
        return Optional.ofNullable(first);
    }
}
