package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Job;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trial to train.
 *
 * @param data path of the job's data, or of its recorded curves, on this machine; null if it names none
 * @param resume checkpoint of an epoch of this trial to resume from, in the form of {@link EpochReport#checkpoint}, or
 *     null
 * @param workspace for a trainer that keeps its own state; null only in a training without a store
 * @param environment additional variables for training processes, which assign devices to them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainTask(
        Job.Train job,
        @Nullable Path data,
        byte @Nullable [] resume,
        @Nullable Workspace workspace,
        Map<String, String> environment) {
    // Not the compact form: with it javac 17 leaves the annotation of an array out of the class file, and NullAway
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

    /** @throws IllegalStateException if the job names no data */
    public Path requireData() {
        if (data == null) {
            throw new IllegalStateException("trial " + job.job() + " has no data, which its trainer needs");
        }
        return data;
    }

    /** @throws IllegalStateException if there is no store */
    public Workspace requireWorkspace() {
        if (workspace == null) {
            throw new IllegalStateException("trial " + job.job() + " has no store to keep its state in");
        }
        return workspace;
    }
}
