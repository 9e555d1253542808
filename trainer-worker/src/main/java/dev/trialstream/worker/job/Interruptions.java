package dev.trialstream.worker.job;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The interruption of one attempt, from outside or by its deadline. The first one stays in force: later calls return
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

    /** Checks whether the attempt must end now. */
    Optional<Interruption> ask() {
        if (first == null) {
            first = outside.get()
                    .or(() -> deadline.passed().map(Interruption.TimedOut::new))
                    .orElse(null);
        }
        return first();
    }

    /** The interruption found by an earlier check; empty if there was none. */
    Optional<Interruption> first() {
        return Optional.ofNullable(first);
    }
}
