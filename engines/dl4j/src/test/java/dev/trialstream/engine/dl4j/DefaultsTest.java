package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.engine.Checkpoint;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.Shapes;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.prepare.PreparedData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A study that does not use a method trains as it did before the method existed. */
class DefaultsTest {
    private static final InputShape FLAT = new InputShape.Flat(16);

    private final Dl4jEngine engine = new Dl4jEngine();

    /**
     * Norms of all parameters and of all optimizer state after two epochs; other processors round slightly differently.
     */
    @ParameterizedTest
    @CsvSource({
        "sgd, false, 9.901969, 0.000000",
        "sgd, true, 12.704578, 0.000000",
        "momentum, false, 9.882282, 20.447290",
        "momentum, true, 12.696654, 16.181988",
        "nesterov, false, 9.883996, 0.019992",
        "nesterov, true, 12.696816, 0.015975",
        "rmsprop, false, 9.939032, 0.529019",
        "rmsprop, true, 12.726760, 0.197603",
        "adam, false, 9.907116, 2.878546",
        "adam, true, 12.705610, 1.548106",
        "adamw, false, 9.907116, 2.878546",
        "adamw, true, 12.705610, 1.548106",
        "nadam, false, 9.911021, 2.660342",
        "nadam, true, 12.707828, 1.475711",
        "amsgrad, false, 9.907111, 2.878929",
        "amsgrad, true, 12.705609, 1.548157"
    })
    void two_epochs_of_an_optimizer_lead_where_they_always_did(
            String optimizer, boolean batchNorm, double parameters, double state) {
        Checkpoint after = train(Map.of("optimizer", optimizer, "batch_norm", batchNorm));

        assertThat(length(after.parameters())).isCloseTo(parameters, withinPercentage(0.01));
        assertThat(length(after.optimizer())).isCloseTo(state, withinPercentage(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "nadam", "amsgrad"})
    void a_default_that_is_said_changes_nothing(String optimizer) {
        Map<String, Object> said = new LinkedHashMap<>(Map.of(
                "optimizer", optimizer,
                "activation", "relu",
                "initializer", "auto",
                "schedule", "constant",
                "loss", "cross_entropy",
                "class_weights", "none",
                "resample", "none",
                "shape", "constant",
                "dropout", 0.0));
        said.put("weight_decay", 0.0);
        said.put("batch_norm", false);

        Checkpoint silent = train(Map.of("optimizer", optimizer));
        Checkpoint loud = train(said);

        assertThat(Arrays.equals(loud.parameters(), silent.parameters())).isTrue();
        assertThat(Arrays.equals(loud.optimizer(), silent.optimizer())).isTrue();
    }

    private Checkpoint train(Map<String, Object> knobs) {
        PreparedData data = Shapes.classes(FLAT, 200);
        Map<String, Object> all = new LinkedHashMap<>(Map.of("batch_size", 16, "units", 24));
        all.putAll(knobs);
        try (Session session = engine.open(Shapes.plan("mlp", new Parameters(all), FLAT, data, 2), data, null)) {
            assertThat(session.trainEpoch(() -> false)).isPresent();
            assertThat(session.trainEpoch(() -> false)).isPresent();
            return Checkpoint.read(session.snapshot());
        }
    }

    private static double length(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += (double) number * number;
        }
        return Math.sqrt(sum);
    }
}
