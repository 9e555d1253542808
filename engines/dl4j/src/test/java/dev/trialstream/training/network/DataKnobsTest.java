package dev.trialstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import dev.trialstream.training.data.TestData;
import dev.trialstream.training.predict.Predictor;
import dev.trialstream.worker.train.Outcome;
import dev.trialstream.worker.train.RecordingSink;
import dev.trialstream.worker.train.TrainTask;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKnobsTest {
    private static final DataSpec DIGITS = new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1));

    private final NetworkTrainer trainer = new NetworkTrainer();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"oversample", "undersample", "mixed"})
    void a_resampled_training_learns_and_resumes_to_the_bit(String resample) {
        Parameters parameters = parameters(Map.of("resample", resample));
        RecordingSink whole = RecordingSink.neverStopping();
        trainer.train(task(parameters, 3, null), whole);
        RecordingSink rest = RecordingSink.neverStopping();
        new NetworkTrainer().train(task(parameters, 3, whole.checkpoint(1)), rest);

        assertThat(whole.metrics().get(2).get("validation_error")).isLessThan(0.3);
        assertThat(rest.checkpoint(2)).isEqualTo(whole.checkpoint(3));
    }

    @Test
    void a_reshaped_and_resampled_model_predicts_as_it_was_delivered() throws Exception {
        Parameters parameters = parameters(
                Map.of("resample", "undersample", "reshape", "auto", "reshape_aim", "uniform", "scaling", "auto"));

        Map<String, Double> delivered = Delivery.of(DIGITS, TestData.DIGITS, RowUse.AS_SPLIT, parameters, 3, folder);

        String preparation = Files.readString(folder.resolve("preparation.json"));
        assertThat(Json.json().readTree(preparation).path("columns"))
                .anySatisfy(
                        column -> assertThat(column.path("reshape").path("kind").asString())
                                .isNotEmpty())
                .allSatisfy(column -> assertThat(column.path("distances").has("none")
                                || column.path("reshape").isMissingNode())
                        .isTrue());
        StringWriter predictions = new StringWriter();
        try (Predictor predictor = Predictor.load(folder)) {
            predictor.predict(TestData.DIGITS, predictions);
        }
        assertThat(delivered.get("test_error")).isLessThan(0.3);
        assertThat(predictions.toString().lines()).hasSize(1798);
    }

    @Test
    void what_a_knob_of_the_data_does_not_take_fails_the_trial_by_name() {
        Outcome outcome =
                trainer.train(task(parameters(Map.of("resample", "double")), 1, null), RecordingSink.neverStopping());
        assertThat(outcome)
                .isEqualTo(new Outcome.Failed(
                        "parameter resample: expected one of none, oversample, undersample, mixed, got double"));
    }

    private static Parameters parameters(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of("units", 16, "batch_size", 64, "learning_rate", 0.01));
        all.putAll(more);
        return new Parameters(all);
    }

    private static TrainTask task(Parameters parameters, int epochs, byte @Nullable [] resume) {
        return new TrainTask(
                new Job.Train(
                        "s.1",
                        "s",
                        1,
                        1,
                        Role.SEARCH,
                        parameters,
                        1,
                        epochs,
                        DIGITS,
                        TestData.DIGITS_SHA256,
                        TrainerSpec.MLP,
                        Objective.VALIDATION_ERROR,
                        RowUse.AS_SPLIT,
                        Curve.empty()),
                TestData.DIGITS,
                resume);
    }
}
