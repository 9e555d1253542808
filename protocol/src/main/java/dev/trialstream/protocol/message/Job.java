package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Isolation;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.TrainerSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work for one slot of a worker. It is self-contained: a worker needs to read nothing else. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Job.Profile.class, name = "profile"),
    @JsonSubTypes.Type(value = Job.Train.class, name = "train"),
    @JsonSubTypes.Type(value = Job.Deliver.class, name = "deliver"),
    @JsonSubTypes.Type(value = Job.Cleanup.class, name = "cleanup")
})
public sealed interface Job {
    String job();

    String study();

    int attempt();

    /** Reads and profiles the data. */
    record Profile(String job, String study, int attempt, StudyRequest request) implements Job {}

    /**
     * Trains a trial.
     *
     * @param epochs to train at most
     * @param seed of everything random in the training
     * @param data null if the trainer needs none
     * @param sha256 of the data that the study was accepted with; null if they were not profiled
     * @param rows to train and validate on
     * @param curve epochs of earlier attempts, with their checkpoints; training continues after the last
     * @param leeway limits of its attempts; null: one attempt without a time limit
     * @param isolation where it is trained; null: on a thread of the worker
     * @param seeds number of networks, each with its own seed; the trial is judged by their mean; null: one
     * @param memoryMib memory in MiB that its slot must have; null for any
     */
    record Train(
            String job,
            String study,
            int number,
            int attempt,
            Role role,
            Parameters parameters,
            long seed,
            int epochs,
            @Nullable DataSpec data,
            @Nullable String sha256,
            TrainerSpec trainer,
            Objective objective,
            RowUse rows,
            Curve curve,
            @Nullable Leeway leeway,
            @Nullable Isolation isolation,
            @Nullable Integer memoryMib,
            @Nullable Integer seeds)
            implements Job {
        /** A trial with a single attempt, on a thread of the worker. */
        public Train(
                String job,
                String study,
                int number,
                int attempt,
                Role role,
                Parameters parameters,
                long seed,
                int epochs,
                @Nullable DataSpec data,
                @Nullable String sha256,
                TrainerSpec trainer,
                Objective objective,
                RowUse rows,
                Curve curve) {
            this(
                    job,
                    study,
                    number,
                    attempt,
                    role,
                    parameters,
                    seed,
                    epochs,
                    data,
                    sha256,
                    trainer,
                    objective,
                    rows,
                    curve,
                    null,
                    null,
                    null,
                    null);
        }

        @SuppressWarnings("NullAway") // jobs dispatched before the fields for rows and later attempts existed
        public Train {
            rows = rows == null ? RowUse.AS_SPLIT : rows;
            curve = curve == null ? Curve.empty() : curve;
            isolation = isolation == Isolation.THREAD ? null : isolation;
        }

        /** The same trial with data in another place. */
        public Train withData(@Nullable DataSpec elsewhere) {
            return new Train(
                    job,
                    study,
                    number,
                    attempt,
                    role,
                    parameters,
                    seed,
                    epochs,
                    elsewhere,
                    sha256,
                    trainer,
                    objective,
                    rows,
                    curve,
                    leeway,
                    isolation,
                    memoryMib,
                    seeds);
        }

        /** @throws IllegalStateException if this trial has no data */
        public DataSpec requireData() {
            if (data == null) {
                throw new IllegalStateException("trial " + job + " has no data, which its trainer needs");
            }
            return data;
        }

        /** @throws IllegalStateException if its data were not profiled */
        public String requireSha256() {
            if (sha256 == null) {
                throw new IllegalStateException("trial " + job + " does not say which data it is of");
            }
            return sha256;
        }
    }

    /**
     * Scores a trial's checkpoint on the test rows, once, and writes its model.
     *
     * @param checkpoint to deliver, relative to the store
     * @param rows that it was trained on
     */
    record Deliver(
            String job,
            String study,
            int attempt,
            String trial,
            String checkpoint,
            Parameters parameters,
            DataSpec data,
            String sha256,
            TrainerSpec trainer,
            RowUse rows)
            implements Job {
        @SuppressWarnings("NullAway") // jobs dispatched before the rows field existed
        public Deliver {
            rows = rows == null ? RowUse.AS_SPLIT : rows;
        }

        /** The same job with data in another place. */
        public Deliver withData(DataSpec elsewhere) {
            return new Deliver(job, study, attempt, trial, checkpoint, parameters, elsewhere, sha256, trainer, rows);
        }
    }

    /**
     * Deletes from the store what an ended study no longer needs. It has no owner and writes no events. Running it
     * twice does no harm; files left by a worker that dies during a cleanup do no harm either.
     *
     * @param keep trials whose checkpoints stay; the checkpoints of all others are deleted
     * @param all whether models and logs are deleted too, because the study is deleted; then nothing is kept
     */
    record Cleanup(String job, String study, int attempt, List<String> keep, boolean all) implements Job {
        public Cleanup {
            keep = List.copyOf(keep);
        }
    }

    /**
     * Limits of an attempt.
     *
     * @param failures whether the trial is tried again if this attempt fails, and how often; {@code timeouts}: the same
     *     if it takes too long
     * @param trial time limit of the attempt; null for none
     * @param epoch time limit of one epoch; the first includes all work before it; null for none
     */
    record Leeway(
            int failures,
            int timeouts,
            @Nullable Duration trial,
            @Nullable Duration epoch) {}
}
