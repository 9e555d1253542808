package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.LayerSpread;
import dev.trialstream.training.engine.Session;
import dev.trialstream.training.engine.Session.Part;
import dev.trialstream.training.engine.Shapes;
import dev.trialstream.training.engine.TrainedModel;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.training.prepare.PreparedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method in a session: it learns, resumes exactly to the bit, and is delivered unchanged. */
class TrainingMethodsTest {
    private static final InputShape FLAT = new InputShape.Flat(16);
    private static final InputShape IMAGE = new InputShape.Image(1, 4, 4);
    private static final InputShape SERIES = new InputShape.Series(2, 8);

    private final Dl4jEngine engine = new Dl4jEngine();

    @TempDir
    Path folder;

    record Method(String model, InputShape shape, Map<String, Object> knobs) {
        @Override
        public String toString() {
            return model + " " + knobs;
        }
    }

    static List<Method> methods() {
        return List.of(
                mlp(Map.of("loss", "focal")),
                mlp(Map.of(
                        "loss",
                        "ldam",
                        "class_weights",
                        "effective_number",
                        "defer_weights",
                        true,
                        "deferred_rate",
                        0.1)),
                mlp(Map.of("loss", "ldam", "dropout", 0.2, "batch_norm", true, "weight_decay", 0.001)),
                mlp(Map.of("class_weights", "inverse_sqrt")),
                mlp(Map.of("activation", "maxout", "batch_norm", true, "dropout", 0.1)),
                mlp(Map.of("initializer", "orthogonal", "weight_scale", 1.0, "activation", "elu")),
                mlp(Map.of("initializer", "normal", "weight_scale", 0.2, "clip_norm", 0.5, "clip_value", 0.1)),
                mlp(Map.of("initializer", "uniform", "weight_scale", 0.3, "first_layer", "wider")),
                mlp(Map.of("schedule", "triangular", "half_cycle", 1.0)),
                mlp(Map.of("schedule", "triangular2", "half_cycle", 1.0, "optimizer", "nadam", "learning_rate", 0.02)),
                mlp(Map.of("schedule", "one_cycle", "optimizer", "amsgrad", "learning_rate", 0.02)),
                mlp(Map.of(
                        "schedule",
                        "cosine_restarts",
                        "restart_epochs",
                        2.0,
                        "optimizer",
                        "nesterov",
                        "learning_rate",
                        0.1)),
                mlp(Map.of("schedule", "exp_range", "half_cycle", 1.0, "optimizer", "momentum", "learning_rate", 0.1)),
                mlp(Map.of("schedule", "cosine", "warmup_epochs", 1.0, "optimizer", "rmsprop")),
                mlp(Map.of("schedule", "step", "step_epochs", 2.0, "optimizer", "sgd", "learning_rate", 0.3)),
                mlp(Map.of("bias_correction", false, "optimizer", "adamw", "weight_decay", 0.01)),
                cnn(Map.of()),
                cnn(Map.of("activation", "maxout", "batch_norm", true, "block_dropout", 0.1, "input_dropout", 0.1)),
                cnn(Map.of(
                        "pooling",
                        "average",
                        "head_layers",
                        0,
                        "convolutions",
                        2,
                        "initializer",
                        "orthogonal",
                        "weight_scale",
                        1.4)),
                cnn(Map.of("pooling", "none", "head_layers", 0, "activation", "maxout", "shape", "increasing")),
                cnn(Map.of("loss", "ldam", "head_layers", 0)),
                rnn(Map.of()),
                rnn(Map.of("cell", "simple", "initializer", "orthogonal", "weight_scale", 1.0)),
                rnn(Map.of(
                        "layers", 2, "batch_norm", true, "dropout", 0.1, "shape", "decreasing", "input_dropout", 0.05)),
                rnn(Map.of("initializer", "orthogonal", "weight_scale", 1.0, "loss", "ldam")),
                rnn(Map.of("activation", "maxout", "layers", 2, "batch_norm", true, "dropout", 0.1)),
                rnn(Map.of("activation", "maxout", "cell", "simple", "loss", "ldam")));
    }

    private static Method mlp(Map<String, Object> knobs) {
        return new Method("mlp", FLAT, knobs);
    }

    private static Method cnn(Map<String, Object> knobs) {
        return new Method("cnn", IMAGE, knobs);
    }

    private static Method rnn(Map<String, Object> knobs) {
        return new Method("rnn", SERIES, knobs);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void it_learns_and_resumes_in_mid_cycle_to_the_bit_and_is_delivered_as_it_was(Method method) {
        PreparedData data = Shapes.classes(method.shape(), 200);
        Plan plan = plan(method, data, 6);
        byte[] half;
        byte[] whole;
        float[] outputs;
        Evaluation last;
        try (Session session = engine.open(plan, data, null)) {
            session.probe();
            train(session, 3);
            half = session.snapshot();
            train(session, 3);
            whole = session.snapshot();
            last = session.evaluate(Part.VALIDATION);
            session.export(folder.resolve("model.zip"));
        }
        try (Session session = engine.open(plan, data, half)) {
            train(session, 3);
            assertThat(session.snapshot()).isEqualTo(whole);
        }
        assertThat(last.value("error")).isLessThan(0.3);
        try (TrainedModel model = engine.load(folder.resolve("model.zip"))) {
            assertThat(model.takes(16)).isTrue();
            assertThat(model.takes(15)).isFalse();
            outputs = model.outputs(
                    data.validation().features(),
                    data.validation().count(),
                    data.validation().lengths());
        }
        assertThat(Shapes.evaluate(outputs, data.validation(), plan.loss())).isEqualTo(last);
    }

    /** The padding of a series may have any values. */
    @Test
    void a_series_that_ends_early_is_taken_for_what_it_is_whatever_it_is_padded_with() {
        PreparedData zeros = Shapes.series(0, 200);
        PreparedData nines = Shapes.series(9, 200);
        Method method = rnn(Map.of("layers", 2));
        try (Session one = engine.open(plan(method, zeros, 2), zeros, null);
                Session other = engine.open(plan(method, nines, 2), nines, null)) {
            train(one, 2);
            train(other, 2);
            assertThat(one.evaluate(Part.VALIDATION)).isEqualTo(other.evaluate(Part.VALIDATION));
        }
    }

    @Test
    void weights_of_classes_that_are_deferred_change_nothing_before_their_time() {
        PreparedData data = Shapes.classes(FLAT, 200);
        Plan plain = plan(mlp(Map.of("optimizer", "sgd", "learning_rate", 0.1)), data, 5);
        Plan deferred = plan(
                mlp(Map.of(
                        "optimizer",
                        "sgd",
                        "learning_rate",
                        0.1,
                        "class_weights",
                        "inverse_sqrt",
                        "defer_weights",
                        true)),
                data,
                5);
        try (Session one = engine.open(plain, data, null);
                Session other = engine.open(deferred, data, null)) {
            train(one, 4);
            train(other, 4);
            assertThat(loss(other)).isCloseTo(loss(one), offset(1e-5));
            assertThat(one.trainEpoch(() -> false).orElseThrow().learningRate()).isEqualTo(0.1);
            assertThat(other.trainEpoch(() -> false).orElseThrow().learningRate())
                    .isCloseTo(0.001, offset(1e-12));
            assertThat(Math.abs(loss(other) - loss(one))).isGreaterThan(1e-3);
        }
    }

    private static double loss(Session session) {
        return session.evaluate(Part.VALIDATION).loss();
    }

    @Test
    void a_probe_changes_nothing() {
        PreparedData data = Shapes.classes(IMAGE, 200);
        Plan plan = plan(cnn(Map.of("batch_norm", true, "dropout", 0.3)), data, 2);
        byte[] probed;
        byte[] plain;
        try (Session session = engine.open(plan, data, null)) {
            byte[] before = session.snapshot();
            List<LayerSpread> layers = session.probe();
            assertThat(layers).hasSize(3).allSatisfy(layer -> {
                assertThat(layer.activation()).isPositive();
                assertThat(layer.gradient()).isPositive();
                assertThat(layer.weight()).isBetween(0.5 * layer.usual(), 2 * layer.usual());
            });
            assertThat(session.snapshot()).isEqualTo(before);
            train(session, 2);
            probed = session.snapshot();
        }
        try (Session session = engine.open(plan, data, null)) {
            train(session, 2);
            plain = session.snapshot();
        }
        assertThat(probed).isEqualTo(plain);
    }

    /** A rate so high that most rectifiers are driven below zero for good. */
    @Test
    void units_that_give_the_same_for_every_row_are_dead() {
        PreparedData data = Shapes.classes(FLAT, 200);
        try (Session healthy = engine.open(plan(mlp(Map.of()), data, 1), data, null);
                Session killed = engine.open(
                        plan(mlp(Map.of("optimizer", "sgd", "learning_rate", 30.0)), data, 1), data, null)) {
            train(healthy, 1);
            train(killed, 1);
            assertThat(healthy.deadUnits()).isLessThan(0.1);
            assertThat(killed.deadUnits()).isGreaterThan(0.4);
        }
    }

    private static void train(Session session, int epochs) {
        for (int i = 0; i < epochs; i++) {
            assertThat(session.trainEpoch(() -> false)).isPresent();
        }
    }

    private static Plan plan(Method method, PreparedData data, int epochs) {
        Map<String, Object> knobs = new java.util.LinkedHashMap<>(Map.of("batch_size", 16));
        if (method.model().equals("mlp")) {
            knobs.put("units", 24);
        }
        if (!method.knobs().containsKey("optimizer")) {
            knobs.put("learning_rate", 0.01);
        }
        knobs.putAll(method.knobs());
        return Shapes.plan(method.model(), new Parameters(knobs), method.shape(), data, epochs);
    }
}
