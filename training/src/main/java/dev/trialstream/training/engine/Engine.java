package dev.trialstream.training.engine;

import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.worker.train.BadCheckpoint;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Carries plans out. Found by {@link java.util.ServiceLoader}, chosen by {@link Engines}; used by several threads at once.
 */
public interface Engine {
    /** Its name in studies, checkpoints and models: no engine reads another's. */
    String name();

    /** Of what computes, as its makers have it. */
    String version();

    /** Whether it has all methods that the plan needs. */
    Support supports(Plan plan);

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
