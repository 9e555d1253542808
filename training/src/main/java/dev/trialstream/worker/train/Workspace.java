package dev.trialstream.worker.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a trainer that keeps its own state and talks may write, for one attempt at a trial.
 *
 * @param checkpoints a folder of this attempt alone, which need not exist yet; the state after epoch N goes to its entry
 *     {@link #entry}, a file or a folder that is not touched again once the epoch is reported
 * @param log where the trainer's own talk goes
 * @param epoch that the training is to go on behind; 0: it begins
 * @param state the entry of that epoch, left by an earlier attempt; null where there is none
 */
public record Workspace(
        Path checkpoints, Path log, int epoch, @Nullable Path state) {
    /** Where the state after {@code epoch} goes. */
    public Path entry(int epoch) {
        return checkpoints.resolve("epoch-" + epoch);
    }
}
