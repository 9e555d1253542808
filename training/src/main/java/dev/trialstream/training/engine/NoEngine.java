package dev.trialstream.training.engine;

/** No engine of this installation can do the work. The message is one line: what is missing, and what to choose instead. */
public final class NoEngine extends IllegalArgumentException {
    NoEngine(String message) {
        super(message);
    }
}
