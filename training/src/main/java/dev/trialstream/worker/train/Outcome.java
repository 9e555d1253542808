package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;

/** How a training ended. {@code epochs} counts those reported, by earlier attempts too. */
public sealed interface Outcome {
    /** It trained to its last epoch. */
    record Completed(int epochs) implements Outcome {}

    /** It obeyed a decision. */
    record Stopped(int epochs, Decision decision) implements Outcome {}

    /** What trained it died, and the worker did not; {@code reason} is one line. */
    record Crashed(String reason) implements Outcome {}

    /** It could not go on; {@code reason} is one line. */
    record Failed(String reason) implements Outcome {}
}
