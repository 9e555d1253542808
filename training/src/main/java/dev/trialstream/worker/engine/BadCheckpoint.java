package dev.trialstream.worker.engine;

/**
 * The former name of {@link dev.trialstream.worker.train.BadCheckpoint}, kept because users' compiled trainers throw
 * it.
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
