package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;
import java.util.Optional;

/** Receives a training's reports and gives it decisions. Called from the training thread. */
public interface EpochSink {
    /** Takes an epoch; epochs come in order. */
    void epoch(EpochReport report);

    /**
     * The decision that ends this training now: a {@link Decision.Stop}, {@link Decision.Pause},
     * {@link Decision.Suspend} or {@link Decision.Fence}; empty while there is none. Called before every step, so it
     * must be almost free.
     */
    Optional<Decision> verdict();
}
