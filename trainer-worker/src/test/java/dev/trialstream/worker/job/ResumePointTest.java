package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.worker.store.CheckpointStore;
import dev.trialstream.worker.store.Staging;
import dev.trialstream.worker.train.BadCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumePointTest {
    private static final byte[] GOOD = {1, 2, 3};
    private static final byte[] TRUNCATED = {1};

    @TempDir
    Path root;

    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = new CheckpointStore(root);
    }

    @Test
    void a_first_attempt_begins_at_the_beginning() {
        ResumePoint from = ResumePoint.trainFrom(job(Curve.empty()), store.staging(), this::train);
        assertThat(from.curve().epochs()).isEmpty();
        assertThat(from.state()).isNull();
        assertThat(from.note()).isEmpty();
    }

    @Test
    void the_newest_checkpoint_is_taken_up() throws IOException {
        store.write("c1", GOOD);
        store.write("c3", GOOD);
        ResumePoint from = ResumePoint.trainFrom(job(curve()), store.staging(), this::train);
        assertThat(from.checkpoint()).isEqualTo("c3");
        assertThat(from.curve().lastEpoch()).isEqualTo(3);
        assertThat(from.note()).isEmpty();
    }

    @Test
    void where_it_is_truncated_the_one_before_is_and_the_note_says_so() throws IOException {
        store.write("c1", GOOD);
        store.write("c3", TRUNCATED);
        ResumePoint from = ResumePoint.trainFrom(job(curve()), store.staging(), this::train);
        assertThat(from.checkpoint()).isEqualTo("c1");
        assertThat(from.curve().lastEpoch()).isEqualTo(1);
        assertThat(from.note()).isEqualTo("epoch 3: checkpoint: truncated");
    }

    @Test
    void where_it_is_gone_the_one_before_is_and_those_deleted_on_purpose_are_not_complained_of() throws IOException {
        store.write("c1", GOOD);
        ResumePoint from = ResumePoint.trainFrom(job(curve()), store.staging(), this::train);
        assertThat(from.curve().lastEpoch()).isEqualTo(1);
        assertThat(from.note()).isEqualTo("epoch 3: checkpoint c3 is gone");
    }

    @Test
    void where_none_is_good_the_training_begins_anew() throws IOException {
        store.write("c1", TRUNCATED);
        store.write("c3", TRUNCATED);
        ResumePoint from = ResumePoint.trainFrom(job(curve()), store.staging(), this::train);
        assertThat(from.curve().epochs()).isEmpty();
        assertThat(from.state()).isNull();
        assertThat(from.note()).isEqualTo("epoch 3: checkpoint: truncated; epoch 1: checkpoint: truncated");
    }

    @Test
    void an_entry_that_has_changed_since_it_was_kept_is_passed_over_and_one_that_has_not_is_handed_over()
            throws IOException {
        Staging staging = store.staging();
        for (int epoch : List.of(1, 2)) {
            Path entry = Files.createDirectories(root.resolve("checkpoints/s.1/1/epoch-" + epoch));
            Files.writeString(entry.resolve("weights"), "123");
            assertThat(staging.seal(entry)).isEqualTo("checkpoints/s.1/1/epoch-" + epoch);
        }
        Curve curve = new Curve(List.of(entryPoint(1), entryPoint(2)));
        assertThat(ResumePoint.trainFrom(job(curve), staging, this::train).entry())
                .isEqualTo(root.resolve("checkpoints/s.1/1/epoch-2"));
        Files.writeString(root.resolve("checkpoints/s.1/1/epoch-2/weights"), "124");
        ResumePoint from = ResumePoint.trainFrom(job(curve), staging, this::train);
        assertThat(from.entry()).isEqualTo(root.resolve("checkpoints/s.1/1/epoch-1"));
        assertThat(from.note())
                .isEqualTo(
                        "epoch 2: checkpoint: weights is truncated or corrupt: its checksum does not match its 3 bytes");
        staging.delete("checkpoints/s.1/1/epoch-1");
        assertThat(store.list("checksums/s.1/1")).containsExactly("epoch-2");
        assertThat(ResumePoint.trainFrom(job(curve), staging, this::train)
                        .curve()
                        .epochs())
                .isEmpty();
    }

    private static EpochPoint entryPoint(int epoch) {
        return new EpochPoint(epoch, Map.of("validation_error", 0.5), "checkpoints/s.1/1/epoch-" + epoch);
    }

    /** Returns the state to resume from, if it is valid. */
    private ResumePoint train(ResumePoint from) {
        byte[] state = from.state();
        if (state != null && state.length < GOOD.length) {
            throw new BadCheckpoint("truncated");
        }
        return from;
    }

    private static Curve curve() {
        return new Curve(List.of(point(1), point(2), point(3)));
    }

    private static EpochPoint point(int epoch) {
        return new EpochPoint(epoch, Map.of("validation_error", 0.5), "c" + epoch);
    }

    private static Job.Train job(Curve curve) {
        return new Job.Train(
                "s.1",
                "s",
                1,
                2,
                Role.SEARCH,
                Parameters.none(),
                1,
                9,
                new DataSpec("a.csv", "y", null, Split.standard(1)),
                "ab",
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                RowUse.AS_SPLIT,
                curve);
    }
}
