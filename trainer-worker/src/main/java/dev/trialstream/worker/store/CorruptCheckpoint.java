package dev.trialstream.worker.store;

import java.io.IOException;

/** A checkpoint that differs from what was written; the reason is one line. */
public final class CorruptCheckpoint extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptCheckpoint(String complaint) {
        super("checkpoint: " + complaint);
    }
}
