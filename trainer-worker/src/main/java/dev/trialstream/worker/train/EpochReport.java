package dev.trialstream.worker.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An epoch that is trained.
 *
 * @param epoch from 1
 * @param metrics by name; errors are shares from 0 to 1, losses are in nats or of the standardised target, {@code rmse} and
 *     {@code mae} are in the target's own unit, {@code *_se} are standard errors
 * @param seconds of training alone, without evaluation and checkpoint where the trainer can tell
 * @param rowsPerSecond over those seconds; 0 where the trainer does not know its rows
 * @param peakMemory bytes that the process had in memory at most so far, all its trainings together; 0 where the trainer
 *     does not know
 * @param notes what there is to be said of the epoch in words, a sentence each
 * @param checkpoint the state after the epoch, from which a training can be resumed or a model delivered; null where it is
 *     kept in {@code entry}, or not at all
 * @param entry where the trainer has kept the state itself, in its {@link Workspace}; otherwise null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EpochReport(
        int epoch,
        Map<String, Double> metrics,
        double seconds,
        double rowsPerSecond,
        long peakMemory,
        List<String> notes,
        byte @Nullable [] checkpoint,
        @Nullable Path entry) {

    public EpochReport {
        metrics = Map.copyOf(metrics);
        notes = List.copyOf(notes);
    }

    /** An epoch of which nothing is to be said but numbers. */
    public EpochReport(
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,
            byte @Nullable [] checkpoint,
            @Nullable Path entry) {
        this(epoch, metrics, seconds, rowsPerSecond, 0, List.of(), checkpoint, entry);
    }

    /** An epoch whose state is bytes. */
    public EpochReport(
            int epoch, Map<String, Double> metrics, double seconds, double rowsPerSecond, byte[] checkpoint) {
        this(epoch, metrics, seconds, rowsPerSecond, checkpoint, null);
    }
}
