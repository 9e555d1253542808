package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trained epoch.
 *
 * @param epoch from 1
 * @param metrics by name; errors are shares from 0 to 1, losses are in nats or of the standardised target, {@code rmse}
 *     and {@code mae} are in the target's own unit, {@code *_se} are standard errors
 * @param seconds of training, if possible without evaluation and checkpoint
 * @param rowsPerSecond over those seconds; 0 if the trainer does not know its rows
 * @param peakMemory peak memory of the process so far in bytes, for all its trainings together; 0 if unknown
 * @param notes remarks on the epoch, one sentence each
 * @param checkpoint the state after the epoch, for resuming a training or delivering a model; null if it is kept in
 *     {@code entry}, or not at all
 * @param entry location in the {@link Workspace} where the trainer has kept the state itself; otherwise null
 * @param provenance origin of the training, in the first epoch that an attempt reports; otherwise null, and null if the
 *     trainer does not know it
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
        @Nullable Path entry,
        @Nullable Provenance provenance) {

    // Not the compact form: with it javac 17 leaves the annotation of an array out of the class file, and NullAway
    // misses it.
    public EpochReport(
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,
            long peakMemory,
            List<String> notes,
            byte @Nullable [] checkpoint,
            @Nullable Path entry,
            @Nullable Provenance provenance) {
        this.epoch = epoch;
        this.metrics = Map.copyOf(metrics);
        this.seconds = seconds;
        this.rowsPerSecond = rowsPerSecond;
        this.peakMemory = peakMemory;
        this.notes = List.copyOf(notes);
        this.checkpoint = checkpoint;
        this.entry = entry;
        this.provenance = provenance;
    }

    /** An epoch without notes and provenance. */
    public EpochReport(
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,
            byte @Nullable [] checkpoint,
            @Nullable Path entry) {
        this(epoch, metrics, seconds, rowsPerSecond, 0, List.of(), checkpoint, entry, null);
    }

    /** The same epoch with this provenance. */
    public EpochReport with(Provenance made) {
        return new EpochReport(epoch, metrics, seconds, rowsPerSecond, peakMemory, notes, checkpoint, entry, made);
    }

    /** The same epoch with one more note. */
    public EpochReport noting(String note) {
        List<String> all = Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new EpochReport(epoch, metrics, seconds, rowsPerSecond, peakMemory, all, checkpoint, entry, provenance);
    }

    /** An epoch whose state is bytes. */
    public EpochReport(
            int epoch, Map<String, Double> metrics, double seconds, double rowsPerSecond, byte[] checkpoint) {
        this(epoch, metrics, seconds, rowsPerSecond, checkpoint, null);
    }
}
