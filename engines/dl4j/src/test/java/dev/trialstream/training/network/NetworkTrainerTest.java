package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.NetworkMetrics;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.Dataset;
import dev.trialstream.training.data.Splitter;
import dev.trialstream.training.data.TestData;
import dev.trialstream.training.prepare.OutputMeaning;
import dev.trialstream.training.prepare.Preparation;
import dev.trialstream.worker.train.BadCheckpoint;
import dev.trialstream.worker.train.DeliverTask;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.RecordingSink;
import dev.trialstream.worker.train.TrainTask;
import dev.trialstream.worker.train.Trainer;
import dev.trialstream.worker.train.TrainerContractTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class NetworkTrainerTest extends TrainerContractTest {
    private static final DataSpec DIGITS = new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1));
    private static final Parameters RANDOM = new Parameters(
            Map.of("units", 16, "dropout", 0.3, "input_dropout", 0.1, "batch_norm", true, "batch_size", 64));

    @TempDir
    Path folder;

    @Override
    protected Trainer trainer() {
        return new NetworkTrainer();
    }

    @Override
    protected TrainTask task(long seed, int epochs, byte @Nullable [] resume) {
        return task(RANDOM, seed, epochs, resume);
    }

    @Override
    protected TrainTask diverging(int epochs) {
        return task(
                new Parameters(Map.of("activation", "leaky_relu", "optimizer", "sgd", "learning_rate", 100.0)),
                1,
                epochs,
                null);
    }

    @Override
    protected byte[] ofAnotherPlan() {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(new Parameters(Map.of("units", 8)), 1, 1, null), sink);
        return sink.checkpoint(1);
    }

    @Override
    protected List<String> metrics() {
        return List.of(
                "training_loss",
                "training_error",
                "training_balanced_error",
                "validation_loss",
                "validation_error",
                "validation_error_se",
                "validation_balanced_error",
                "validation_balanced_error_se",
                "validation_macro_f1",
                "validation_macro_f1_se",
                "validation_log_loss",
                "validation_log_loss_se",
                "validation_calibration_error",
                "validation_brier_score",
                "validation_roc_auc",
                "validation_average_precision",
                "validation_recall_0",
                "validation_recall_9",
                "learning_rate",
                "momentum",
                "gradient_norm",
                "update_ratio",
                "dead_units");
    }

    @Test
    void it_is_found_by_its_type() {
        assertThat(ServiceLoader.load(Trainer.class)).extracting(Trainer::type).contains("network");
    }

    @Test
    void the_defaults_learn_digits() {
        RecordingSink sink = RecordingSink.neverStopping();

        trainer.train(task(Parameters.none(), 1, 10, null), sink);

        assertThat(sink.metrics().get(0).keySet())
                .as("a study may name each of them")
                .allMatch(name -> NetworkMetrics.isReported(name, Task.CLASSIFICATION));
        assertThat(sink.metrics().get(0).keySet()).containsAll(NetworkMetrics.names(Task.CLASSIFICATION));
        assertThat(sink.metrics().get(9).get("validation_error")).isBetween(0.0, 0.06);
        assertThat(sink.metrics().get(9).get("training_loss"))
                .isLessThan(sink.metrics().get(0).get("training_loss"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "nadam", "amsgrad"})
    void every_optimizer_learns_and_resumes_to_the_bit(String optimizer) {
        Parameters parameters = new Parameters(
                Map.of("optimizer", optimizer, "units", 32, "learning_rate", rate(optimizer), "weight_decay", 1e-4));
        RecordingSink whole = RecordingSink.neverStopping();
        trainer.train(task(parameters, 1, 4, null), whole);
        RecordingSink rest = RecordingSink.neverStopping();
        trainer.train(task(parameters, 1, 4, whole.checkpoint(2)), rest);

        assertThat(whole.metrics().get(3).get("validation_error")).isLessThan(0.15);
        assertThat(rest.checkpoint(2)).isEqualTo(whole.checkpoint(4));
    }

    @Test
    void a_saturated_network_fails_by_the_bound_of_its_loss() {
        Parameters parameters = new Parameters(Map.of("learning_rate", 50.0));

        Outcome outcome = trainer.train(task(parameters, 1, 5, null), RecordingSink.neverStopping());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason())
                                .matches("diverged in epoch 1: training loss \\S+, expected at most 2303;"
                                        + " lower the learning rate \\(now 50.0\\)"));
    }

    @Test
    void what_a_knob_does_not_take_fails_the_trial_by_name() {
        Outcome outcome =
                trainer.train(task(new Parameters(Map.of("units", -1)), 1, 2, null), RecordingSink.neverStopping());

        assertThat(outcome)
                .isEqualTo(new Outcome.Failed("parameter units: expected a whole number from 1 to 16384, got -1"));
    }

    /** A rate close to zero never improves: the first epoch is the best, and after two more the training ends. */
    @Test
    void it_stops_early_and_says_so_and_does_so_all_the_same_when_it_was_taken_up() {
        Parameters hopeless =
                new Parameters(Map.of("learning_rate", 1e-8, "patience", 2, "min_improvement", 0.01, "units", 8));
        RecordingSink whole = RecordingSink.neverStopping();

        assertThat(trainer.train(task(hopeless, 1, 9, null), whole)).isEqualTo(new Outcome.Completed(3));
        assertThat(whole.reports().get(2).notes())
                .containsExactly("stopped early: validation_error has not improved by more than 0.01 for 2 epochs");
        assertThat(whole.reports().get(1).notes()).isEmpty();

        Curve before = Curve.empty()
                .plus(new EpochPoint(1, whole.metrics().get(0), "c"))
                .plus(new EpochPoint(2, whole.metrics().get(1), "c"));
        RecordingSink rest = RecordingSink.neverStopping();
        assertThat(trainer.train(task(hopeless, before, 9, whole.checkpoint(2)), rest))
                .isEqualTo(new Outcome.Completed(3));
        assertThat(rest.epochs()).containsExactly(3);
    }

    @Test
    void where_the_rate_cycles_it_is_patient_for_a_cycle() {
        Parameters cycling = new Parameters(Map.of(
                "learning_rate",
                1e-8,
                "patience",
                1,
                "min_improvement",
                0.01,
                "units",
                8,
                "schedule",
                "triangular",
                "half_cycle",
                1.5));
        RecordingSink sink = RecordingSink.neverStopping();

        assertThat(trainer.train(task(cycling, 1, 9, null), sink)).isEqualTo(new Outcome.Completed(4));
        assertThat(sink.metrics().get(0).get("momentum")).isBetween(0.85, 0.95);
    }

    @Test
    void initial_weights_that_are_too_small_are_said_with_the_first_epoch() {
        Parameters small =
                new Parameters(Map.of("initializer", "normal", "weight_scale", 0.001, "units", 8, "layers", 4));
        RecordingSink sink = RecordingSink.neverStopping();

        trainer.train(task(small, 1, 2, null), sink);

        assertThat(sink.reports().get(0).notes())
                .anyMatch(note -> note.contains("the scale is too small"))
                .anyMatch(note -> note.contains("activations are vanishing"));
        assertThat(sink.metrics().get(0)).containsKeys("initial_activation_4", "initial_gradient_4");
        assertThat(sink.reports().get(1).notes()).isEmpty();
        assertThat(sink.reports().get(0).peakMemory()).isGreaterThan(10_000_000);
    }

    @Test
    void a_batch_larger_than_the_data_fails_the_trial_by_name() {
        assertThat(trainer.train(
                        task(new Parameters(Map.of("batch_size", 5000)), 1, 1, null), RecordingSink.neverStopping()))
                .isEqualTo(new Outcome.Failed(
                        "parameter batch_size: expected at most the 1078 training rows there are, got 5000"));
    }

    @Test
    void a_state_of_other_training_rows_is_refused() {
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(RANDOM, RowUse.resampled(1), 1, null), sink);

        assertThatThrownBy(() -> trainer.train(
                        task(RANDOM, RowUse.resampled(2), 2, sink.checkpoint(1)), RecordingSink.neverStopping()))
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining("another preparation");
    }

    @Test
    void without_rows_to_validate_on_the_training_part_alone_is_reported_and_test_rows_alone_are_delivered() {
        RecordingSink sink = RecordingSink.neverStopping();

        Outcome outcome = trainer.train(task(RANDOM, RowUse.POOLED, 3, null), sink);

        assertThat(outcome).isEqualTo(new Outcome.Completed(3));
        assertThat(sink.metrics())
                .allSatisfy(metrics -> assertThat(metrics.keySet())
                        .contains("training_loss", "training_error")
                        .noneMatch(name -> name.startsWith("validation")));
        Map<String, Double> metrics = trainer.deliver(deliver(RANDOM, RowUse.POOLED, sink.checkpoint(3)), folder);
        assertThat(metrics.keySet())
                .contains("test_error", "test_error_se", "test_loss", "test_rows", "linear_test_error")
                .noneMatch(name -> name.startsWith("validation"));
        assertThat(metrics.get("constant_test_error")).isBetween(0.85, 0.95);
        assertThat(metrics.get("linear_test_error")).isBetween(0.01, 0.08);
        assertThat(folder.resolve("split.csv"))
                .content()
                .startsWith("row,part\n")
                .hasLineCount(1798)
                .contains(",train\n", ",validation\n", ",test\n");
    }

    @Test
    void resampled_rows_give_other_figures_on_other_validation_rows_and_train_alike_with_the_same_seed() {
        List<List<Map<String, Double>>> runs = new ArrayList<>();
        for (RowUse rows : List.of(RowUse.AS_SPLIT, RowUse.resampled(1), RowUse.resampled(1), RowUse.resampled(2))) {
            RecordingSink sink = RecordingSink.neverStopping();
            trainer.train(task(RANDOM, rows, 2, null), sink);
            runs.add(sink.metrics());
        }

        assertThat(runs.get(1)).isEqualTo(runs.get(2)).isNotEqualTo(runs.get(0)).isNotEqualTo(runs.get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "momentum", "nadam"})
    void a_delivered_model_needs_nothing_but_dl4j_and_its_preparation(String optimizer) throws IOException {
        Map<String, Object> values = new HashMap<>(RANDOM.values());
        values.put("optimizer", optimizer);
        values.put("learning_rate", rate(optimizer));
        Parameters parameters = new Parameters(values);
        RecordingSink sink = RecordingSink.neverStopping();
        trainer.train(task(parameters, 1, 3, null), sink);

        Map<String, Double> metrics = trainer.deliver(deliver(parameters, sink.checkpoint(2)), folder);

        assertThat(metrics)
                .containsKeys(
                        "validation_error",
                        "validation_balanced_error",
                        "test_balanced_error",
                        "test_recall_3",
                        "validation_error_se",
                        "validation_loss",
                        "test_error",
                        "test_error_se",
                        "test_loss",
                        "test_rows")
                .containsEntry("test_rows", 359.0);
        assertThat(metrics.get("validation_error"))
                .isEqualTo(sink.metrics().get(1).get("validation_error"));
        assertThat(metrics.get("validation_loss"))
                .isEqualTo(sink.metrics().get(1).get("validation_loss"));
        assertThat(testErrorOfTheFiles()).isCloseTo(metrics.get("test_error"), offset(1e-9));
        assertThat(Files.readString(folder.resolve("model.zip"), StandardCharsets.ISO_8859_1))
                .doesNotContain("trialstream");
    }

    @Test
    void a_corrupt_checkpoint_is_not_delivered() {
        assertThatThrownBy(() -> trainer.deliver(deliver(RANDOM, new byte[100]), folder))
                .isInstanceOf(BadCheckpoint.class);
        assertThat(folder).isEmptyDirectory();
    }

    private double testErrorOfTheFiles() throws IOException {
        MultiLayerNetwork model = ModelSerializer.restoreMultiLayerNetwork(
                folder.resolve("model.zip").toFile());
        Preparation preparation =
                Json.json().readValue(Files.readAllBytes(folder.resolve("preparation.json")), Preparation.class);
        Dataset digits = Dataset.read(TestData.DIGITS, "digit", null);
        int[] rows = Splitter.split(digits, DIGITS.split()).test();
        int wrong = 0;
        for (int row : rows) {
            Map<String, String> raw = new HashMap<>();
            digits.inputs()
                    .forEach(column -> raw.put(column.name(), column.values().get(column.code(row))));
            float[] input = preparation.apply(raw);
            int predicted = model.predict(Nd4j.createFromArray(new float[][] {input}))[0];
            String label =
                    TestData.labels(digits).names().get(TestData.labels(digits).classOf(row));
            wrong += ((OutputMeaning.Classes) preparation.outputs())
                            .labels()
                            .get(predicted)
                            .equals(label)
                    ? 0
                    : 1;
        }
        return (double) wrong / rows.length;
    }

    private static double rate(String optimizer) {
        return switch (optimizer) {
            case "sgd", "momentum", "nesterov" -> 0.05;
            default -> 0.003;
        };
    }

    @Test
    void a_network_that_memory_cannot_hold_is_refused_before_it_takes_any_and_the_next_is_trained() {
        Parameters huge = new Parameters(Map.of("units", 16384, "layers", 16));
        assertThatThrownBy(() -> trainer.train(task(huge, 1, 1, null), RecordingSink.neverStopping()))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageStartingWith("out of memory: expected fewer units, layers or rows a batch (64,")
                .hasMessageContaining(" MB of weights, gradients and optimizer state, with ")
                .hasMessageNotContaining("\n");
        assertThat(trainer.train(task(1, 1, null), RecordingSink.neverStopping()))
                .isEqualTo(new Outcome.Completed(1));
    }

    private static TrainTask task(Parameters parameters, long seed, int epochs, byte @Nullable [] resume) {
        return task(parameters, RowUse.AS_SPLIT, seed, epochs, resume);
    }

    private static TrainTask task(Parameters parameters, RowUse rows, int epochs, byte @Nullable [] resume) {
        return task(parameters, rows, 1, epochs, resume);
    }

    private static TrainTask task(Parameters parameters, RowUse rows, long seed, int epochs, byte @Nullable [] resume) {
        return task(parameters, rows, seed, epochs, Curve.empty(), resume);
    }

    private static TrainTask task(Parameters parameters, Curve curve, int epochs, byte[] resume) {
        return task(parameters, RowUse.AS_SPLIT, 1, epochs, curve, resume);
    }

    private static TrainTask task(
            Parameters parameters, RowUse rows, long seed, int epochs, Curve curve, byte @Nullable [] resume) {
        Job.Train job = new Job.Train(
                "s.1",
                "s",
                1,
                1,
                Role.SEARCH,
                parameters,
                seed,
                epochs,
                DIGITS,
                TestData.DIGITS_SHA256,
                TrainerSpec.MLP,
                Objective.VALIDATION_ERROR,
                rows,
                curve);
        return new TrainTask(job, TestData.DIGITS, resume);
    }

    private static DeliverTask deliver(Parameters parameters, byte[] checkpoint) {
        return deliver(parameters, RowUse.AS_SPLIT, checkpoint);
    }

    private static DeliverTask deliver(Parameters parameters, RowUse rows, byte[] checkpoint) {
        Job.Deliver job = new Job.Deliver(
                "s.deliver", "s", 1, "s.1", "s.1/2", parameters, DIGITS, TestData.DIGITS_SHA256, TrainerSpec.MLP, rows);
        return new DeliverTask(job, TestData.DIGITS, checkpoint);
    }
}
