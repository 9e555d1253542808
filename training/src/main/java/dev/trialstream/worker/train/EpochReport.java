package dev.trialstream.worker.train;

import dev.trialstream.protocol.message.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
 * @param provenance what the training is made of, in the first epoch that an attempt reports; null in others, and where the
 *     trainer cannot tell
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

    // Not the compact form: of that javac 17 leaves the annotation of an array out of the class file, and NullAway
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

    /** An epoch of which nothing is to be said but numbers, nor what the training is made of. */
    public EpochReport(
            int epoch,
            Map<String, Double> metrics,
            double seconds,
            double rowsPerSecond,
            byte @Nullable [] checkpoint,
            @Nullable Path entry) {
        this(epoch, metrics, seconds, rowsPerSecond, 0, List.of(), checkpoint, entry, null);
    }

    /** The same epoch, of a training made of this. */
    public EpochReport with(Provenance made) {
        return new EpochReport(epoch, metrics, seconds, rowsPerSecond, peakMemory, notes, checkpoint, entry, made);
    }

    /** The same epoch with one note more. */
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
