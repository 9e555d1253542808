package dev.trialstream.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses, weights of classes, rates and bodies of other shapes, out of their knobs. */
class MethodsPlanTest {
    private static final InputShape FLAT = new InputShape.Flat(8);
    private static final InputShape IMAGE = new InputShape.Image(3, 16, 8);
    private static final InputShape SERIES = new InputShape.Series(3, 20);
    /** The fourth roots are 10, 5 and 2, the roots 100, 25 and 4. */
    private static final List<Integer> CLASSES = List.of(10_000, 625, 16);

    @Test
    void ldam_margins_go_with_the_inverse_fourth_root_and_the_largest_is_as_said() {
        Plan plan = plan("mlp", FLAT, CLASSES, Map.of("loss", "ldam"));

        Loss.Ldam ldam = (Loss.Ldam) plan.loss();
        assertThat(ldam.margins().get(0)).isCloseTo(0.1, offset(1e-12));
        assertThat(ldam.margins().get(1)).isCloseTo(0.2, offset(1e-12));
        assertThat(ldam.margins().get(2)).isCloseTo(0.5, offset(1e-12));
        assertThat(plan.network().head()).isEqualTo(new Head.Cosine(3, 30));
    }

    /** Raw 1/100, 1/25, 1/4; times the rows 100 + 25 + 4 = 129 of 10641 rows. */
    @Test
    void weights_of_classes_average_one_over_the_rows() {
        List<Double> weights = plan("mlp", FLAT, CLASSES, Map.of("class_weights", "inverse_sqrt"))
                .classWeights()
                .weights();

        assertThat(weights.get(0)).isCloseTo(0.01 * 10_641 / 129, offset(1e-9));
        assertThat(weights.get(1)).isCloseTo(0.04 * 10_641 / 129, offset(1e-9));
        assertThat(weights.get(2)).isCloseTo(0.25 * 10_641 / 129, offset(1e-9));
    }

    /** β = 0.5: raw 0.5/(1 − 0.5) = 1 and 0.5/(1 − 0.25) = 2/3, over three rows 1 + 2·2/3 = 7/3. */
    @Test
    void effective_numbers_weigh_by_their_formula_and_may_be_deferred_to_the_last_fifth() {
        ClassWeights weights = plan(
                        "mlp",
                        FLAT,
                        List.of(1, 2),
                        Map.of("class_weights", "effective_number", "effective_beta", 0.5, "defer_weights", true))
                .classWeights();

        assertThat(weights.weights().get(0)).isCloseTo(9 / 7.0, offset(1e-12));
        assertThat(weights.weights().get(1)).isCloseTo(6 / 7.0, offset(1e-12));
        assertThat(weights.rateFactor()).isEqualTo(0.01);
        assertThat(weights.from(20)).isEqualTo(16);
        assertThat(weights.from(2)).isEqualTo(1);
    }

    @Test
    void a_loss_of_the_other_task_is_refused_with_the_reason() {
        assertThatThrownBy(() -> plan("mlp", FLAT, List.of(), Map.of("loss", "ldam")))
                .hasMessage(
                        "parameter loss: ldam is a loss of classes, and the target is a number; expected mse, mae or"
                                + " huber");
        assertThatThrownBy(() -> plan("mlp", FLAT, CLASSES, Map.of("loss", "huber")))
                .hasMessage(
                        "parameter loss: huber is a loss of numbers, and the target is a class; expected cross_entropy,"
                                + " focal or ldam");
        assertThatThrownBy(() -> plan("mlp", FLAT, List.of(), Map.of("class_weights", "inverse_sqrt")))
                .hasMessage(
                        "parameter class_weights: the target is a number, there are no classes to weigh; expected none");
        assertThat(plan("mlp", FLAT, List.of(), Map.of("loss", "huber", "huber_delta", 2.0))
                        .loss())
                .isEqualTo(new Loss.Huber(2));
    }

    @ParameterizedTest
    @CsvSource({"sgd, 1.6", "momentum, 1.6", "nesterov, 1.6", "adam, 0.2", "rmsprop, 0.2"})
    void a_rate_for_each_row_of_a_batch_goes_with_the_batch_or_with_its_root(String optimizer, double rate) {
        Plan plan =
                plan("mlp", FLAT, CLASSES, Map.of("rate_per_batch", 0.025, "batch_size", 64, "optimizer", optimizer));

        assertThat(plan.learningRate()).isCloseTo(rate, offset(1e-12));
    }

    @Test
    void a_batch_of_more_than_a_tenth_of_the_rows_is_warned_of_where_the_rate_goes_with_it() {
        Parameters parameters = new Parameters(Map.of("rate_per_batch", 0.001, "batch_size", 64));
        Plan plan = plan("mlp", FLAT, List.of(320, 319), parameters.values());

        assertThat(PlanBuilder.warnings(plan, parameters, 639))
                .singleElement()
                .asString()
                .startsWith("rate_per_batch: a batch of 64 is over a tenth of the 639 training rows");
        assertThat(PlanBuilder.warnings(plan, parameters, 640)).isEmpty();
        assertThat(PlanBuilder.warnings(plan, new Parameters(Map.of("batch_size", 64)), 639))
                .isEmpty();
    }

    @Test
    void an_effective_rate_shrinks_as_momentum_grows_and_needs_one() {
        Map<String, Object> knobs = Map.of("effective_rate", 0.5, "optimizer", "momentum", "momentum", 0.9);
        assertThat(plan("mlp", FLAT, CLASSES, knobs).learningRate()).isCloseTo(0.05, offset(1e-12));
        assertThatThrownBy(() -> plan("mlp", FLAT, CLASSES, Map.of("effective_rate", 0.5, "optimizer", "sgd")))
                .hasMessage("parameter effective_rate: is rate/(1 - momentum), and sgd has no momentum; expected"
                        + " learning_rate");
    }

    @Test
    void a_momentum_that_cycles_does_so_only_beside_a_rate_that_does() {
        assertThat(plan("mlp", FLAT, CLASSES, Map.of("schedule", "triangular"))
                        .rate()
                        .momentum())
                .isEqualTo(new Rate.Span(0.85, 0.95));
        assertThat(plan("mlp", FLAT, CLASSES, Map.of("schedule", "cosine"))
                        .rate()
                        .momentum())
                .isNull();
        assertThat(plan("mlp", FLAT, CLASSES, Map.of("schedule", "triangular", "optimizer", "sgd"))
                        .rate()
                        .momentum())
                .isNull();
        assertThat(plan("mlp", FLAT, CLASSES, Map.of("schedule", "triangular", "momentum_cycle", false))
                        .rate()
                        .momentum())
                .isNull();
    }

    @Test
    void a_first_layer_may_be_wider_than_the_input_up_to_a_bound() {
        assertThat(width(8, 4)).isEqualTo(9);
        assertThat(width(8, 100)).isEqualTo(100);
        assertThat(width(5000, 100)).isEqualTo(1024);
    }

    private static int width(int inputs, int units) {
        return plan("mlp", new InputShape.Flat(inputs), CLASSES, Map.of("first_layer", "wider", "units", units))
                .network()
                .hidden()
                .get(0)
                .width();
    }

    @Test
    void the_shape_of_a_convolutional_network_is_of_channels_and_its_head_is_dense() {
        Plan plan = plan("cnn", IMAGE, CLASSES, Map.of("shape", "increasing", "filters", 8, "blocks", 3));

        Body.Convolutional body = (Body.Convolutional) plan.network().body();
        assertThat(body.blocks()).extracting(Body.Block::filters).containsExactly(8, 16, 32);
        assertThat(body.dense()).extracting(DenseLayer::width).containsExactly(64);
        assertThatThrownBy(() -> plan("cnn", IMAGE, CLASSES, Map.of("blocks", 4)))
                .hasMessage("parameter blocks: expected at most 3, each of which halves an image of 16 by 8, got 4");
    }

    @Test
    void a_network_of_another_shape_than_the_rows_is_refused() {
        assertThatThrownBy(() -> plan("cnn", FLAT, CLASSES, Map.of()))
                .hasMessage("model cnn: expected images, got rows of single numbers; expected model mlp");
        assertThatThrownBy(() -> plan("rnn", IMAGE, CLASSES, Map.of()))
                .hasMessage("model rnn: expected series, got images; expected model mlp");
        assertThat(plan("rnn", SERIES, CLASSES, Map.of()).network().body())
                .isEqualTo(new Body.Recurrent(
                        List.of(new Body.Cells(Body.Cell.LSTM, 64, Activation.TANH, Initializer.XAVIER_NORMAL, 0)),
                        false,
                        List.of()));
    }

    @Test
    void maxout_of_a_recurrent_network_is_a_deep_output_of_cells_that_stay_bounded() {
        Map<String, Object> knobs =
                Map.of("activation", "maxout", "layers", 2, "units", 8, "shape", "decreasing", "batch_norm", true);
        assertThat(plan("rnn", SERIES, CLASSES, knobs).network().body())
                .isEqualTo(new Body.Recurrent(
                        List.of(
                                new Body.Cells(Body.Cell.LSTM, 8, Activation.TANH, Initializer.XAVIER_NORMAL, 0),
                                new Body.Cells(Body.Cell.LSTM, 4, Activation.TANH, Initializer.XAVIER_NORMAL, 0)),
                        true,
                        List.of(new DenseLayer(4, Activation.MAXOUT, Initializer.HE_NORMAL, false, 0))));
    }

    /** Inputs are scaled by it before there is a plan. */
    @ParameterizedTest
    @EnumSource
    void the_first_activation_of_a_plan_is_what_is_said_of_it_beforehand(Activation activation) {
        Parameters knobs = new Parameters(Map.of("activation", activation.name().toLowerCase(Locale.ROOT)));

        Body.Recurrent recurrent = (Body.Recurrent)
                plan("rnn", SERIES, CLASSES, knobs.values()).network().body();
        assertThat(PlanBuilder.firstActivation("rnn", knobs))
                .isEqualToIgnoringCase(recurrent.layers().get(0).activation().name());
        DenseLayer dense =
                plan("mlp", FLAT, CLASSES, knobs.values()).network().hidden().get(0);
        assertThat(PlanBuilder.firstActivation("mlp", knobs))
                .isEqualToIgnoringCase(dense.activation().name());
    }

    /** Checkpoints of earlier versions contain it; it must not change for networks without a deep output. */
    @Test
    void the_plan_of_a_recurrent_network_says_nothing_of_a_deep_output_where_it_has_none() {
        assertThat(Json.json()
                        .writeValueAsString(
                                plan("rnn", SERIES, CLASSES, Map.of()).network().body()))
                .contains("layers", "batch_norm")
                .doesNotContain("dense");
        assertThat(Json.json()
                        .writeValueAsString(plan("rnn", SERIES, CLASSES, Map.of("activation", "maxout"))
                                .network()
                                .body()))
                .contains("dense");
    }

    @Test
    void every_method_tells_the_checkpoints_of_its_plans_apart() {
        String plain = plan("mlp", FLAT, CLASSES, Map.of()).fingerprint();
        List<Map<String, Object>> others = List.of(
                Map.of("loss", "focal"),
                Map.of("class_weights", "inverse_sqrt"),
                Map.of("schedule", "cosine"),
                Map.of("warmup_epochs", 1.0),
                Map.of("clip_norm", 1.0),
                Map.of("bias_correction", false),
                Map.of("initializer", "orthogonal"));
        assertThat(others.stream()
                        .map(knobs -> plan("mlp", FLAT, CLASSES, knobs).fingerprint())
                        .distinct())
                .hasSize(others.size())
                .doesNotContain(plain);
    }

    private static Plan plan(String model, InputShape shape, List<Integer> classes, Map<String, Object> knobs) {
        int rows = classes.isEmpty() ? 1000 : classes.stream().mapToInt(n -> n).sum();
        return PlanBuilder.plan(model, new Parameters(knobs), new DatasetFacts(shape, rows, classes), 10, 1);
    }
}
