package dev.trialstream.worker.job;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.worker.store.CheckpointStore;
import dev.trialstream.worker.store.CorruptCheckpoint;
import dev.trialstream.worker.store.Staging;
import dev.trialstream.worker.train.BadCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state that a training resumes from.
 *
 * @param curve up to the epoch of the state
 * @param checkpoint its name, or null if the training starts again
 * @param state the bytes, or null
 * @param entry the file or folder where the trainer has kept its state itself, or null
 * @param note problems with newer checkpoints; empty if there were none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ResumePoint(
        Curve curve,
        @Nullable String checkpoint,
        byte @Nullable [] state,
        @Nullable Path entry,
        String note) {
    /**
     * Trains from the newest valid state, or from the beginning without one.
     *
     * @param training throws {@link BadCheckpoint} if it cannot resume from the given state
     */
    static <T> T trainFrom(Job.Train job, Staging staging, Function<ResumePoint, T> training) {
        List<String> notes = new ArrayList<>();
        List<EpochPoint> newestFirst = new ArrayList<>(job.curve().epochs());
        Collections.reverse(newestFirst);
        for (EpochPoint point : newestFirst) {
            String name = point.checkpoint();
            if (name == null) {
                continue;
            }
            try {
                Curve known = job.curve().upTo(point.epoch());
                return training.apply(of(known, name, staging, String.join("; ", notes)));
            } catch (BadCheckpoint | CorruptCheckpoint e) {
                notes.add("epoch " + point.epoch() + ": " + e.getMessage());
            } catch (NoSuchFileException e) {
                if (point.epoch() == job.curve().lastEpoch()) { // older ones are deleted during a training
                    notes.add("epoch " + point.epoch() + ": checkpoint " + name + " is gone");
                }
            } catch (IOException e) {
                notes.add(
                        "epoch " + point.epoch() + ": checkpoint " + name + " cannot be read (" + e.getMessage() + ")");
            }
        }
        return training.apply(new ResumePoint(Curve.empty(), null, null, null, String.join("; ", notes)));
    }

    private static ResumePoint of(Curve known, String name, Staging staging, String note) throws IOException {
        if (!CheckpointStore.isEntry(name)) {
            return new ResumePoint(known, name, staging.store().readChecked(name), null, note);
        }
        return new ResumePoint(known, name, null, staging.fetch(name), note);
    }
}
