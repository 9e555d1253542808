package dev.trialstream.training.engine;

import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import dev.trialstream.worker.train.BadCheckpoint;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Executes plans. Found by {@link java.util.ServiceLoader}, chosen by {@link Engines}; must be thread-safe. */
public interface Engine {
    /** Its name in studies, checkpoints and models; an engine cannot read another's. */
    String name();

    /** Version of the underlying library. */
    String version();

    /** Whether it has all methods that the plan needs. */
    Support supports(Plan plan);

    /**
     * Starts or resumes a training. The thread that opens a session must also use and close it.
     *
     * @param checkpoint {@link Session#snapshot} of a session with the same plan (seed and epochs may differ); null to
     *     start
     * @throws BadCheckpoint if the bytes are no such snapshot
     */
    Session open(Plan plan, PreparedData data, byte @Nullable [] checkpoint);

    /**
     * Loads a file written by {@link Session#export}.
     *
     * @throws BadModel if the file is no such model
     */
    TrainedModel load(Path file);
}
