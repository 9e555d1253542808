package dev.trialstream.worker.replay;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.BadData;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.EpochSink;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays recorded curves at any speed, to test a rule or a sampler on trainings that were paid for once. It keeps no
 * state: another attempt plays from the beginning, without waiting for epochs that were reported before.
 */
public final class ReplayTrainer implements Trainer {
    private @Nullable Loaded loaded;

    private record Loaded(Path file, FileTime modified, Nearest curves) {}

    @Override
    public String type() {
        return TrainerSpec.REPLAY;
    }

    @Override
    public Outcome train(TrainTask task, EpochSink sink) {
        try {
            RecordedCurve curve = curves(task.requireData()).to(task.job().parameters());
            return play(curve, task.job(), sink);
        } catch (BadData | IllegalArgumentException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome play(RecordedCurve curve, Job.Train job, EpochSink sink) {
        double speed = Optional.ofNullable(job.trainer().speed()).orElse(0.0);
        int known = job.curve().lastEpoch();
        int last = Math.min(job.epochs(), curve.epochs().size());
        for (int epoch = 1; epoch <= last; epoch++) {
            RecordedCurve.Point point = curve.epochs().get(epoch - 1);
            Duration takes = speed == 0 || epoch <= known
                    ? Duration.ZERO
                    : Duration.ofNanos((long) (point.seconds() / speed * 1e9));
            Wait.upTo(takes, () -> sink.verdict().isPresent());
            Optional<Decision> decision = sink.verdict();
            if (decision.isPresent()) {
                return new Outcome.Stopped(epoch - 1, decision.get());
            }
            Optional<Outcome> diverged = diverged(epoch, point);
            if (diverged.isPresent()) {
                return diverged.get();
            }
            sink.epoch(new EpochReport(epoch, point.metrics(), point.seconds(), 0, null, null));
        }
        return new Outcome.Completed(last);
    }

    private static Optional<Outcome> diverged(int epoch, RecordedCurve.Point point) {
        return point.metrics().entrySet().stream()
                .filter(metric -> !Double.isFinite(metric.getValue()))
                .findFirst()
                .map(metric -> new Outcome.Failed(
                        "diverged in epoch " + epoch + ": " + metric.getKey() + " is " + metric.getValue()));
    }

    /** Caches the curves, so that the trials of a study read their file once. */
    private synchronized Nearest curves(Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (loaded == null
                    || !loaded.file().equals(file)
                    || !loaded.modified().equals(modified)) {
                loaded = new Loaded(file, modified, new Nearest(CurveReader.read(file)));
            }
            return loaded.curves();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
