package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Job;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trial to train.
 *
 * @param data where the job's data, or its recorded curves, lie on this machine; null where it names none
 * @param resume the checkpoint of an epoch of this trial to go on from, as {@link EpochReport#checkpoint} had it, or null
 * @param workspace for a trainer that keeps its state itself; null only in a training without a store
 * @param environment what processes that train are told beside their own: which devices are theirs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainTask(
        Job.Train job,
        @Nullable Path data,
        byte @Nullable [] resume,
        @Nullable Workspace workspace,
        Map<String, String> environment) {
    // Not the compact form: of that javac 17 leaves the annotation of an array out of the class file, and NullAway
    // misses it.
    public TrainTask(
            Job.Train job,
            @Nullable Path data,
            byte @Nullable [] resume,
            @Nullable Workspace workspace,
            Map<String, String> environment) {
        this.job = job;
        this.data = data;
        this.resume = resume;
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
    }

    /** A training whose state is bytes. */
    public TrainTask(Job.Train job, @Nullable Path data, byte @Nullable [] resume) {
        this(job, data, resume, null, Map.of());
    }

    /** @throws IllegalStateException where the job names no data */
    public Path requireData() {
        if (data == null) {
            throw new IllegalStateException("trial " + job.job() + " has no data, which its trainer needs");
        }
        return data;
    }

    /** @throws IllegalStateException where there is no store */
    public Workspace requireWorkspace() {
        if (workspace == null) {
            throw new IllegalStateException("trial " + job.job() + " has no store to keep its state in");
        }
        return workspace;
    }
}
