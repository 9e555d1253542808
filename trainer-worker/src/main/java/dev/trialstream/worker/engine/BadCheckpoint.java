package dev.trialstream.worker.engine;

import org.jspecify.annotations.Nullable;

/** Bytes that no training can go on from, and why in one line. */
public final class BadCheckpoint extends RuntimeException {
    public BadCheckpoint(String complaint) {
        this(complaint, null);
    }

    BadCheckpoint(String complaint, @Nullable Throwable cause) {
        super("checkpoint: " + complaint, cause);
    }
}
