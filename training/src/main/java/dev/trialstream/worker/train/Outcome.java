package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Decision;

/** The end of a training. {@code epochs} counts all reported epochs, including those of earlier attempts. */
public sealed interface Outcome {
    /** It trained to its last epoch. */
    record Completed(int epochs) implements Outcome {}

    /** It obeyed a decision. */
    record Stopped(int epochs, Decision decision) implements Outcome {}

    /** The training process died, but not the worker; {@code reason} is one line. */
    record Crashed(String reason) implements Outcome {}

    /** It could not continue; {@code reason} is one line. */
    record Failed(String reason) implements Outcome {}
}
