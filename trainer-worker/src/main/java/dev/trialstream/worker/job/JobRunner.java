package dev.trialstream.worker.job;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Isolation;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.MissingData;
import dev.trialstream.training.prepare.Profiler;
import dev.trialstream.worker.isolation.ChildJava;
import dev.trialstream.worker.isolation.IsolatedTrainer;
import dev.trialstream.worker.kafka.EventWriter;
import dev.trialstream.worker.kafka.Pulse;
import dev.trialstream.worker.store.CheckpointStore;
import dev.trialstream.worker.store.Staging;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Wait;
import dev.trialstream.worker.train.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one job from claim to end. Any failure ends in an event with the reason and affects nothing else. */
public final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final Duration HANDED_ON = Duration.ofMillis(300);

    private final String worker;
    private final DataRoots data;
    private final CheckpointStore store;
    private final EventWriter writer;
    private final Pulse pulse;
    private final Map<String, Trainer> trainers;

    public JobRunner(
            String worker,
            DataRoots data,
            CheckpointStore store,
            EventWriter writer,
            Pulse pulse,
            Map<String, Trainer> trainers) {
        this.worker = worker;
        this.data = data;
        this.store = store;
        this.writer = writer;
        this.pulse = pulse;
        this.trainers = Map.copyOf(trainers);
    }

    /**
     * Does the job and reports its end.
     *
     * @param environment variables that assign devices to the job's processes
     * @param publisher publishes this job's epochs in order
     * @param outside a reason from outside to end this job now, if any
     */
    public void run(
            Job job, Map<String, String> environment, Executor publisher, Supplier<Optional<Interruption>> outside) {
        try {
            if (job instanceof Job.Profile profile) {
                profile(profile);
            } else if (job instanceof Job.Train train) {
                train(train, environment, publisher, outside);
            } else if (job instanceof Job.Deliver deliver) {
                deliver(deliver);
            } else if (job instanceof Job.Cleanup cleanup) {
                clear(cleanup);
            }
        } catch (MissingData e) {
            handOn(job, e, outside);
        } catch (CompletionException e) {
            fail(job, e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) { // any failure: a job that never ends would hold its slot forever
            fail(job, e);
        }
    }

    private void profile(Job.Profile job) {
        DataSpec here = here(job.request().requireData());
        writer.write(
                job.study(),
                new Fact.Profiled(
                        job.job(),
                        job.attempt(),
                        worker,
                        Profiler.profile(
                                Path.of(here.path()),
                                job.request().edit().data(here).build())));
    }

    /** The same data with their paths on this machine. */
    private DataSpec here(DataSpec spec) {
        return spec.withPaths(name -> data.resolve(name).toString());
    }

    private void train(
            Job.Train job,
            Map<String, String> environment,
            Executor publisher,
            Supplier<Optional<Interruption>> outside) {
        Path file = dataOf(job);
        try (Staging staging = store.staging()) {
            ResumePoint.trainFrom(job, staging, from -> {
                TrainTask task = new TrainTask(
                        job.data() == null ? job : job.withData(here(job.data())),
                        file,
                        from.state(),
                        workspace(job, from, staging),
                        environment);
                return train(task, from, staging, publisher, outside);
            });
        }
    }

    /** The recorded curves if the trial replays some; null if it names no data. */
    private @Nullable Path dataOf(Job.Train job) {
        if (job.trainer().curves() != null) {
            return data.resolve(job.trainer().curves());
        }
        return job.data() == null ? null : data.resolve(job.data().path());
    }

    private Outcome train(
            TrainTask task,
            ResumePoint from,
            Staging staging,
            Executor publisher,
            Supplier<Optional<Interruption>> outside) {
        Job.Train job = task.job();
        Interruptions interruptions = new Interruptions(outside, new Deadline(job.leeway(), System::nanoTime));
        DurableEpochs epochs = new DurableEpochs(job, from, worker, staging, writer, pulse, publisher, interruptions);
        Outcome outcome = trainer(job).train(task, epochs);
        publishLog(job, staging);
        Curve curve = epochs.drained();
        if (outcome instanceof Outcome.Completed completed) {
            writer.write(job.study(), new Fact.Completed(job.job(), job.attempt(), worker, completed.epochs()));
            epochs.prune(curve);
        } else if (outcome instanceof Outcome.Stopped stopped) {
            stop(job, stopped, interruptions, curve, epochs);
        } else if (outcome instanceof Outcome.Crashed crashed) {
            LOG.warn("{} attempt {} crashed: {}", job.job(), job.attempt(), crashed.reason());
            writer.write(job.study(), released(job, crashed.reason(), Failure.CRASHED)); // the planner decides
        } else if (outcome instanceof Outcome.Failed failed) {
            fail(job, failed.reason());
        }
        return outcome;
    }

    private static Workspace workspace(Job.Train job, ResumePoint from, Staging staging) {
        try {
            return new Workspace(
                    staging.at(CheckpointStore.entriesName(job.job(), job.attempt())),
                    staging.at(CheckpointStore.logName(job.job(), job.attempt())),
                    from.curve().lastEpoch(),
                    from.entry());
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the files of the trial: " + e.getMessage(), e);
        }
    }

    /** A trainer's log is not part of the trial: if it cannot be kept, nothing else is affected. */
    private static void publishLog(Job.Train job, Staging staging) {
        String log = CheckpointStore.logName(job.job(), job.attempt());
        try {
            staging.publish(log);
            staging.publish(CheckpointStore.olderLogName(log));
        } catch (IOException e) {
            LOG.warn("{} could not be kept: {}", log, e.toString());
        }
    }

    private void stop(
            Job.Train job, Outcome.Stopped stopped, Interruptions interruptions, Curve curve, DurableEpochs epochs) {
        Optional<Fact.FromWorker> end = interruptions
                .first()
                .orElseGet(() -> new Interruption.Decided(stopped.decision())) // the trainer's own decision
                .end(job, worker, stopped.epochs());
        if (end.isEmpty()) {
            LOG.info(
                    "{} attempt {} let go: {}",
                    job.job(),
                    job.attempt(),
                    stopped.decision().reason());
            return;
        }
        writer.write(job.study(), end.get());
        if (end.get() instanceof Fact.Stopped fact) {
            epochs.prune(curve.upTo(fact.decision().epoch()));
        }
    }

    private void deliver(Job.Deliver job) throws IOException {
        DataSpec here = here(job.data());
        byte[] checkpoint = read(job.checkpoint());
        String model = CheckpointStore.modelName(job.study());
        Map<String, Double> metrics = new HashMap<>();
        store.writeFolder(
                model,
                folder -> metrics.putAll(trainer(job.trainer())
                        .deliver(new DeliverTask(job.withData(here), Path.of(here.path()), checkpoint), folder)));
        writer.write(
                job.study(),
                new Fact.Delivered(
                        job.job(), job.attempt(), worker, job.trial(), Map.copyOf(metrics), model, job.sha256()));
    }

    /** A cleanup has no owner and no events; leftover files do no harm. */
    private void clear(Job.Cleanup job) {
        try {
            store.clear(job.study(), job.keep(), job.all());
        } catch (IOException | RuntimeException e) {
            LOG.warn("the store still has checkpoints that study {} needs no more: {}", job.study(), e.toString());
        }
    }

    private byte[] read(String checkpoint) throws IOException {
        try {
            return store.read(checkpoint);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "checkpoint " + checkpoint + " is gone from the store, there is nothing to deliver", e);
        }
    }

    private Trainer trainer(Job.Train job) {
        Trainer trainer = trainer(job.trainer());
        return job.isolation() == Isolation.PROCESS && !trainer.isolatesItself()
                ? new IsolatedTrainer(trainer.type(), ChildJava.ofThisOne())
                : trainer;
    }

    private Trainer trainer(TrainerSpec spec) {
        Trainer trainer = trainers.get(spec.trainer());
        if (trainer == null) {
            throw new IllegalStateException("no trainer " + spec.trainer() + " on this worker, expected one of "
                    + String.join(", ", new TreeSet<>(trainers.keySet())));
        }
        return trainer;
    }

    /** Gives the job back and waits, so that another worker, which may have the data, can take it. */
    private void handOn(Job job, MissingData missing, Supplier<Optional<Interruption>> outside) {
        LOG.info("{} attempt {} handed on: {}", job.job(), job.attempt(), missing.getMessage());
        writer.write(job.study(), released(job, String.valueOf(missing.getMessage()), Failure.NO_DATA));
        Wait.upTo(HANDED_ON.multipliedBy(job.attempt()), () -> outside.get().isPresent());
    }

    private void fail(Job job, Throwable cause) {
        LOG.warn("{} attempt {} failed", job.job(), job.attempt(), cause);
        String message = cause.getMessage();
        String reason = message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
        boolean unsaid = cause instanceof OutOfMemoryError && !reason.startsWith("out of memory");
        fail(job, unsaid ? "out of memory: " + reason : reason);
    }

    private void fail(Job job, String reason) {
        writer.write(job.study(), released(job, reason, Failure.FAILED));
    }

    /** The planner decides whether the job is tried again. */
    private Fact released(Job job, String reason, Failure failure) {
        return new Fact.Released(job.job(), job.attempt(), worker, reason, failure);
    }
}
