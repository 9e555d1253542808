package dev.trialstream.worker.job;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.kafka.EventWriter;
import dev.trialstream.worker.kafka.Pulse;
import dev.trialstream.worker.store.CheckpointStore;
import dev.trialstream.worker.store.Staging;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the epochs of one attempt, each after its checkpoint is on the disk, while the next epoch trains.
 *
 * <p>It keeps the checkpoints chosen by {@link Retention}; when the trial has ended, {@link #prune} keeps the one that
 * it is judged by and the last.
 */
final class DurableEpochs implements EpochSink {
    private static final Logger LOG = LoggerFactory.getLogger(DurableEpochs.class);

    private final Job.Train job;
    private final String worker;
    private final Staging staging;
    private final Retention retention = new Retention();

    /**
     * Checkpoints that earlier attempts had no time to delete. They are kept until this attempt has resumed for
     * certain.
     */
    private final List<String> stale = new ArrayList<>();

    private final EventWriter writer;
    private final Pulse pulse;
    private final long began;
    private final Executor publisher;
    private final Interruptions interruptions;
    private CompletableFuture<Void> published = CompletableFuture.completedFuture(null);
    private final ResumePoint from;
    private Curve curve;
    private boolean announced;

    /**
     * @param from the state that the attempt resumes from
     * @param publisher runs tasks one after the other, in order
     */
    DurableEpochs(
            Job.Train job,
            ResumePoint from,
            String worker,
            Staging staging,
            EventWriter writer,
            Pulse pulse,
            Executor publisher,
            Interruptions interruptions) {
        this.job = job;
        this.from = from;
        this.worker = worker;
        this.staging = staging;
        this.writer = writer;
        this.pulse = pulse;
        this.began = pulse.now();
        this.publisher = publisher;
        this.interruptions = interruptions;
        this.curve = Curve.empty();
        from.curve().epochs().forEach(this::recall);
    }

    /** Takes over the checkpoints of earlier attempts. */
    private void recall(EpochPoint point) {
        curve = curve.plus(point);
        if (point.checkpoint() != null) {
            stale.addAll(retention.add(point.epoch(), point.checkpoint(), isBest(point.epoch()), began));
        }
    }

    /**
     * Returns while the epoch is being published. Waits for the previous one, so that at most one is outstanding.
     *
     * @throws MissingObjective if the first epoch lacks the metric of the objective
     */
    @Override
    public void epoch(EpochReport report) {
        interruptions.nextEpoch();
        published.join();
        // the metrics of the network trainer are checked before, and may be undefined for some rows
        if (report.epoch() == 1 && !job.trainer().hasKnobs()) {
            MissingObjective.check(job.objective().metric(), 1, report.metrics().keySet());
        }
        published = CompletableFuture.runAsync(() -> publish(report), publisher);
    }

    @Override
    public Optional<Decision> verdict() {
        return interruptions.ask().map(it -> it.verdict(job));
    }

    /** Waits until all epochs are published, and returns the curve so far. */
    Curve drained() {
        published.join();
        return curve;
    }

    /** Deletes all checkpoints but the one that {@code judged} is scored by and the last one. */
    void prune(Curve judged) {
        int best = judged.score(job.objective()).map(Score::epoch).orElse(0);
        retention.atTheEnd(best).forEach(this::delete);
    }

    private void publish(EpochReport report) {
        String name = keep(report);
        Fact.Epoch epoch = new Fact.Epoch(
                job.job(),
                job.attempt(),
                worker,
                report.epoch(),
                report.metrics(),
                report.seconds(),
                report.rowsPerSecond(),
                report.peakMemory() == 0 ? null : report.peakMemory(),
                report.notes(),
                name,
                report.provenance());
        announce();
        writer.write(job.study(), epoch);
        curve = curve.plus(epoch.point());
        stale.forEach(this::delete);
        stale.clear();
        if (name != null) { // otherwise a later attempt still resumes from the previous one
            retention
                    .add(report.epoch(), name, isBest(report.epoch()), pulse.now())
                    .forEach(this::delete);
        }
    }

    /** The name of the epoch's checkpoint, which is on the disk; null if there is none. */
    private @Nullable String keep(EpochReport report) {
        String name = name(report.epoch());
        try {
            if (report.entry() != null) {
                return staging.seal(report.entry());
            } else if (report.checkpoint() != null) {
                staging.store().write(name, report.checkpoint());
                if (!job.trainer().sealsCheckpoints()) {
                    staging.store().writeSums(name, report.checkpoint());
                }
                return name;
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint " + name + " could not be written: " + e.getMessage(), e);
        }
    }

    private boolean isBest(int epoch) {
        return curve.score(job.objective()).map(Score::epoch).orElse(0) == epoch;
    }

    /** Only now is it certain that the training accepted the checkpoint. */
    private void announce() {
        if (!announced && !job.curve().epochs().isEmpty()) {
            writer.write(
                    job.study(),
                    new Fact.Restored(
                            job.job(), job.attempt(), worker, from.curve().lastEpoch(), from.note()));
        }
        announced = true;
    }

    /** A worker whose lease may have lapsed deletes nothing: another attempt may be about to resume from the file. */
    private void delete(String name) {
        if (!pulse.isUnbrokenSince(began)) {
            return;
        }
        try {
            staging.delete(name);
        } catch (IOException e) { // a leftover file does no harm
            LOG.warn("checkpoint {} could not be deleted: {}", name, e.toString());
        }
    }

    private String name(int epoch) {
        return CheckpointStore.name(job.job(), job.attempt(), epoch);
    }
}
