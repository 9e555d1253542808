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

/** Work for one slot of a worker, whole in itself: a worker needs to read nothing else to do it. */
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

    /** Read the data and say what they are. */
    record Profile(String job, String study, int attempt, StudyRequest request) implements Job {}

    /**
     * Train a trial.
     *
     * @param epochs to train at most
     * @param seed of everything random in the training
     * @param data null where the trainer needs none
     * @param sha256 of the data that the study was accepted with; null where they were not profiled
     * @param rows to learn from and to be validated on
     * @param curve what earlier attempts have reported, with their checkpoints; training goes on from the last
     * @param leeway what is left of the trial's attempts; null: none, and all the time in the world
     * @param isolation where it is trained; null on a thread of the worker, as is usual
     * @param seeds networks to train, each with its own seed, the mean of which the trial is judged by; null: one
     * @param memoryMib memory in MiB that its slot has to have; null for any
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
        /** A trial that is tried once, on a thread of the worker. */
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

        @SuppressWarnings("NullAway") // jobs dispatched before there were other rows and later attempts that go on
        public Train {
            rows = rows == null ? RowUse.AS_SPLIT : rows;
            curve = curve == null ? Curve.empty() : curve;
            isolation = isolation == Isolation.THREAD ? null : isolation;
        }

        /** The same trial of data that lie elsewhere. */
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

        /** @throws IllegalStateException where this trial has no data */
        public DataSpec requireData() {
            if (data == null) {
                throw new IllegalStateException("trial " + job + " has no data, which its trainer needs");
            }
            return data;
        }

        /** @throws IllegalStateException where its data were not profiled */
        public String requireSha256() {
            if (sha256 == null) {
                throw new IllegalStateException("trial " + job + " does not say which data it is of");
            }
            return sha256;
        }
    }

    /**
     * Score a trial's checkpoint on the test rows, once, and write its model out.
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
        @SuppressWarnings("NullAway") // jobs dispatched before there were other rows
        public Deliver {
            rows = rows == null ? RowUse.AS_SPLIT : rows;
        }

        /** The same job of data that lie elsewhere. */
        public Deliver withData(DataSpec elsewhere) {
            return new Deliver(job, study, attempt, trial, checkpoint, parameters, elsewhere, sha256, trainer, rows);
        }
    }

    /**
     * Take out of the store what a study that is over no longer needs. Nobody owns it and nothing is said of it: done twice
     * it does the same, and what a worker that dies over it leaves behind harms nobody.
     *
     * @param keep trials whose checkpoints stay; those of all others go
     * @param all whether models and logs go too, because the study is deleted; nothing is kept then
     */
    record Cleanup(String job, String study, int attempt, List<String> keep, boolean all) implements Job {
        public Cleanup {
            keep = List.copyOf(keep);
        }
    }

    /**
     * What an attempt may cost.
     *
     * @param failures whether the trial is tried again should this attempt fail, and how often; likewise {@code timeouts}
     *     should it take too long
     * @param trial time of the attempt; null for no limit
     * @param epoch time of one epoch, the first with all that goes before it; null for no limit
     */
    record Leeway(
            int failures,
            int timeouts,
            @Nullable Duration trial,
            @Nullable Duration epoch) {}
}
