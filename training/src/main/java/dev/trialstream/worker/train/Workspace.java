package dev.trialstream.worker.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a trainer that keeps its own state and log may write, for one attempt of a trial.
 *
 * @param checkpoints a folder of this attempt alone, which may not exist yet; the state after epoch N goes to its
 *     {@link #entry}, a file or a folder that does not change once the epoch is reported
 * @param log file for the trainer's output
 * @param epoch after which the training continues; 0: it starts
 * @param state the entry of that epoch, from an earlier attempt; null if there is none
 */
public record Workspace(
        Path checkpoints, Path log, int epoch, @Nullable Path state) {
    /** The location for the state after {@code epoch}. */
    public Path entry(int epoch) {
        return checkpoints.resolve("epoch-" + epoch);
    }
}
