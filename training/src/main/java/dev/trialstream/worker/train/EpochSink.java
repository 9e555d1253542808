package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;
import java.util.Optional;

/** Where a training reports, and what it obeys. Called from the thread that trains. */
public interface EpochSink {
    /** Takes an epoch over and returns; epochs come in order. */
    void epoch(EpochReport report);

    /**
     * The decision that ends this training now: a {@link Decision.Stop}, {@link Decision.Pause}, {@link Decision.Suspend} or
     * {@link Decision.Fence}; empty while there is none. Asked before every step, so it must cost next to nothing.
     */
    Optional<Decision> verdict();
}
