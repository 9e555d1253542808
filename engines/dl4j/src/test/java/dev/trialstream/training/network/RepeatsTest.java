package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Provenance;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.TestData;
import dev.trialstream.worker.train.BadCheckpoint;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.EpochReport;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.RecordingSink;
import dev.trialstream.worker.train.TrainTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are the mean of several networks. */
class RepeatsTest {
    private static final Split PLAIN = Split.standard(1);
    private static final Split FOLDS = new Split(0.6, 0.2, 0.2, 1, 3, null, null, null);

    private final NetworkTrainer trainer = new NetworkTrainer();

    @TempDir
    Path folder;

    @Test
    void a_trial_of_three_seeds_is_the_mean_of_three_trials_of_one() {
        List<Double> errors = IntStream.range(0, 3)
                .mapToLong(repeat -> repeat == 0 ? 5 : Seeds.derive(5, repeat, Seeds.Purpose.REPEAT))
                .mapToObj(
                        seed -> train(PLAIN, seed, null, null).metrics().get(1).get("validation_error"))
                .toList();
        double mean = errors.stream().mapToDouble(error -> error).average().orElseThrow();
        double variance = errors.stream()
                        .mapToDouble(error -> (error - mean) * (error - mean))
                        .sum()
                / 2;

        Map<String, Double> metrics = train(PLAIN, 5, 3, null).metrics().get(1);

        assertThat(metrics.get("validation_error")).isCloseTo(mean, within(1e-12));
        assertThat(metrics.get("validation_error_sd")).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(metrics)
                .containsKeys("validation_error_se", "training_loss_sd")
                .doesNotContainKey("validation_error_se_sd");
    }

    @Test
    void a_trial_of_several_seeds_and_folds_resumes_to_the_bit() {
        RecordingSink whole = train(FOLDS, 5, 2, null);
        RecordingSink rest = train(FOLDS, 5, 2, whole.checkpoint(1));

        assertThat(rest.checkpoint(1)).isEqualTo(whole.checkpoint(2));
        assertThat(Bundle.split(whole.checkpoint(2))).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void standard_errors_of_folds_are_of_all_the_rows_they_were_validated_on() {
        double ofOne = train(PLAIN, 5, null, null).metrics().get(1).get("validation_error_se");
        double ofFolds = train(FOLDS, 5, null, null).metrics().get(1).get("validation_error_se");
        // four times as many rows: 360 against 1438
        assertThat(ofFolds).isLessThan(0.75 * ofOne);
    }

    @Test
    void a_state_of_another_number_of_networks_is_refused() {
        byte[] single = train(PLAIN, 5, null, null).checkpoint(1);
        assertThatThrownBy(() -> train(PLAIN, 5, 2, single))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining("expected one of 2 networks, found one of 1");
        byte[] both = train(PLAIN, 5, 2, null).checkpoint(1);
        assertThatThrownBy(() -> train(PLAIN, 5, 2, java.util.Arrays.copyOf(both, both.length - 9)))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining("is truncated: network 2 of 2");
    }

    @Test
    void the_first_epoch_of_an_attempt_says_what_the_training_is_made_of() {
        RecordingSink whole = train(PLAIN, 5, null, null);
        RecordingSink rest = train(PLAIN, 5, null, whole.checkpoint(1));
        RecordingSink folds = train(FOLDS, 5, null, null);

        Provenance made = whole.reports().get(0).provenance();
        assertThat(made.data()).isEqualTo(TestData.DIGITS_SHA256);
        assertThat(made.preparation()).matches("[0-9a-f]{64}");
        assertThat(made.engine()).isEqualTo("dl4j 1.0.0-M2.1");
        assertThat(whole.reports().get(1).provenance()).isNull();
        assertThat(rest.reports().get(0).provenance()).isEqualTo(made);
        assertThat(folds.reports().get(0).provenance().preparation()).isNotEqualTo(made.preparation());
    }

    @Test
    void of_a_trial_of_several_networks_the_first_is_delivered() {
        byte[] single = train(PLAIN, 5, null, null).checkpoint(2);
        byte[] several = train(PLAIN, 5, 2, null).checkpoint(2);

        assertThat(deliver(several)).isEqualTo(deliver(single));
    }

    @Test
    void rows_that_are_drawn_anew_are_not_in_folds() {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(FOLDS, 5, null, RowUse.resampled(3), null), sink);
        assertThat(Bundle.split(sink.checkpoint(1))).hasSize(1);
    }

    @Test
    void several_networks_stop_early_together_by_their_means_and_say_it_once() {
        Parameters hopeless = new Parameters(Map.of(
                "learning_rate",
                1e-8,
                "patience",
                2,
                "min_improvement",
                0.01,
                "units",
                8,
                "layers",
                4,
                "initializer",
                "normal",
                "weight_scale",
                0.001));
        RecordingSink sink = RecordingSink.neverStopping();

        assertThat(trainer.train(task(hopeless, PLAIN, 5, 2, RowUse.AS_SPLIT, 9, null), sink))
                .isEqualTo(new Outcome.Completed(3));
        EpochReport first = sink.reports().get(0);
        assertThat(first.notes())
                .doesNotHaveDuplicates()
                .anyMatch(note -> note.startsWith("initial weights: those of hidden layer 1"));
        assertThat(first.metrics()).containsKeys("initial_gradient_1_sd", "gradient_norm_sd", "validation_recall_3_sd");
        assertThat(first.provenance()).isNotNull();
        assertThat(first.peakMemory()).isPositive();
        assertThat(sink.reports().get(2).notes())
                .containsExactly("stopped early: validation_error has not improved by more than 0.01 for 2 epochs");
        assertThat(Bundle.split(sink.checkpoint(3))).hasSize(2);
    }

    private Map<String, Double> deliver(byte[] checkpoint) {
        Job.Deliver job = new Job.Deliver(
                "s.deliver",
                "s",
                1,
                "s.1",
                "c",
                parameters(),
                spec(PLAIN),
                TestData.DIGITS_SHA256,
                TrainerSpec.MLP,
                RowUse.AS_SPLIT);
        return trainer.deliver(new DeliverTask(job, TestData.DIGITS, checkpoint), folder);
    }

    private RecordingSink train(Split split, long seed, @Nullable Integer seeds, byte @Nullable [] resume) {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(split, seed, seeds, RowUse.AS_SPLIT, resume), sink);
        return sink;
    }

    private static TrainTask task(
            Split split, long seed, @Nullable Integer seeds, RowUse rows, byte @Nullable [] resume) {
        return task(parameters(), split, seed, seeds, rows, 2, resume);
    }

    private static TrainTask task(
            Parameters parameters,
            Split split,
            long seed,
            @Nullable Integer seeds,
            RowUse rows,
            int epochs,
            byte @Nullable [] resume) {
        return new TrainTask(
                new Job.Train(
                        "s.1",
                        "s",
                        1,
                        1,
                        Role.SEARCH,
                        parameters,
                        seed,
                        epochs,
                        spec(split),
                        TestData.DIGITS_SHA256,
                        TrainerSpec.MLP,
                        Objective.VALIDATION_ERROR,
                        rows,
                        Curve.empty(),
                        null,
                        null,
                        null,
                        seeds),
                TestData.DIGITS,
                resume);
    }

    private static Parameters parameters() {
        return new Parameters(Map.of("units", 16, "batch_size", 64, "dropout", 0.2, "resample", "oversample"));
    }

    private static DataSpec spec(Split split) {
        return new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, split);
    }
}
