package dev.trialstream.worker.store;

import java.io.IOException;

/** A checkpoint is not what was written, and why in one line. */
public final class CorruptCheckpoint extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptCheckpoint(String complaint) {
        super("checkpoint: " + complaint);
    }
}
