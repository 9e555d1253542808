package dev.trialstream.worker.engine;

/**
 * The name that {@link dev.trialstream.worker.train.BadCheckpoint} had before it moved. Compiled trainers of users throw it.
 *
 * @deprecated throw {@link dev.trialstream.worker.train.BadCheckpoint}
 */
@Deprecated
public final class BadCheckpoint extends dev.trialstream.worker.train.BadCheckpoint {
    private static final long serialVersionUID = 1;

    public BadCheckpoint(String complaint) {
        super(complaint);
    }
}
