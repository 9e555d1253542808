package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;
import java.util.Optional;

/** Where a training reports, and what it obeys. Called from the thread that trains. */
public interface EpochSink {
    /** Takes an epoch over and returns; epochs come in order. */
    void epoch(EpochReport report);

    /** The decision that ends this training now, if there is one. Asked before every step, so it must cost next to nothing. */
    Optional<Decision> verdict();
}
