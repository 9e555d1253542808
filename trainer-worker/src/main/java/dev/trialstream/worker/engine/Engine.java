package dev.trialstream.worker.engine;

import dev.trialstream.worker.plan.Plan;
import dev.trialstream.worker.prepare.PreparedData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Carries plans out. */
public interface Engine {
    /** Its name in checkpoints: no engine reads another's. */
    String name();

    /** Of what computes, as its makers have it. */
    String version();

    /**
     * Begins or takes up a training. Who opens a session uses and closes it on the same thread.
     *
     * @param checkpoint {@link Session#snapshot} of a session of the same plan, seed and epochs aside; null to begin anew
     * @throws BadCheckpoint where the bytes are no such snapshot
     */
    Session open(Plan plan, PreparedData data, byte @Nullable [] checkpoint);

    /**
     * Loads what {@link Session#export} wrote.
     *
     * @throws BadModel where the file is no such model
     */
    TrainedModel load(Path file);
}
