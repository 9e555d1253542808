package dev.trialstream.worker.train;

import org.jspecify.annotations.Nullable;

/** Bytes that no training can resume from; the reason is one line. */
public class BadCheckpoint extends RuntimeException {
    private final String complaint;

    public BadCheckpoint(String complaint) {
        this(complaint, null);
    }

    public BadCheckpoint(String complaint, @Nullable Throwable cause) {
        super("checkpoint: " + complaint, cause);
        this.complaint = complaint;
    }

    /** What is wrong with them. */
    public String complaint() {
        return complaint;
    }
}
