package dev.trialstream.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.protocol.space.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBuilderTest {
    @Test
    void what_is_left_open_takes_the_defaults_of_its_knob() {
        Plan plan = plan(Map.of());

        assertThat(plan.network().inputs()).isEqualTo(64);
        assertThat(plan.network().head()).isEqualTo(new Head.Softmax(10));
        assertThat(plan.loss()).isEqualTo(new Loss.CrossEntropy());
        assertThat(plan.network().inputDropout()).isZero();
        assertThat(plan.network().hidden())
                .containsExactly(
                        new DenseLayer(128, Activation.RELU, Initializer.HE_NORMAL, false, 0),
                        new DenseLayer(128, Activation.RELU, Initializer.HE_NORMAL, false, 0));
        assertThat(plan.optimizer()).isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8, true));
        assertThat(plan.learningRate()).isEqualTo(0.001);
        assertThat(plan.batchSize()).isEqualTo(32);
        assertThat(plan.epochs()).isEqualTo(27);
        assertThat(plan.seed()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "constant, 24, 24 24 24 24 24",
        "increasing, 24, 24 48 96 192 384",
        "decreasing, 24, 24 12 6 3 2",
        "decreasing, 1, 1 1 1 1 1",
        "increasing, 16384, 16384 16384 16384 16384 16384"
    })
    void a_shape_gives_the_width_of_each_layer(String shape, int units, String widths) {
        Plan plan = plan(Map.of("shape", shape, "units", units, "layers", 5));

        assertThat(plan.network().hidden())
                .extracting(layer -> String.valueOf(layer.width()))
                .containsExactly(widths.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "relu, auto, HE_NORMAL, XAVIER_NORMAL",
        "leaky_relu, auto, HE_NORMAL, XAVIER_NORMAL",
        "swish, auto, HE_NORMAL, XAVIER_NORMAL",
        "tanh, auto, XAVIER_NORMAL, XAVIER_NORMAL",
        "sigmoid, auto, XAVIER_NORMAL, XAVIER_NORMAL",
        "tanh, lecun_uniform, LECUN_UNIFORM, LECUN_UNIFORM"
    })
    void auto_initialises_by_the_activation(
            String activation, String initializer, Initializer hidden, Initializer output) {
        Plan plan = plan(Map.of("activation", activation, "initializer", initializer));

        assertThat(plan.network().hidden().get(0).initializer()).isEqualTo(hidden);
        assertThat(plan.network().output()).isEqualTo(output);
    }

    /** 200 in, 100 out. */
    @ParameterizedTest
    @CsvSource({
        "HE_NORMAL, 0.1, 0.1732",
        "HE_UNIFORM, 0.1, 0.1732",
        "XAVIER_UNIFORM, 0.08165, 0.14142",
        "LECUN_NORMAL, 0.07071, 0.12247"
    })
    void an_initializer_spreads_by_its_formula(Initializer initializer, double deviation, double bound) {
        assertThat(initializer.deviation(200, 100)).isCloseTo(deviation, offset(1e-5));
        assertThat(initializer.bound(200, 100)).isCloseTo(bound, offset(1e-5));
    }

    @Test
    void an_optimizer_takes_its_own_knobs() {
        assertThat(plan(Map.of("optimizer", "nesterov", "momentum", 0.8)).optimizer())
                .isEqualTo(new Optimizer.Nesterov(0.8));
        assertThat(plan(Map.of("optimizer", "rmsprop", "rms_decay", 0.5, "epsilon", 0.1))
                        .optimizer())
                .isEqualTo(new Optimizer.RmsProp(0.5, 0.1));
        assertThat(plan(Map.of("optimizer", "adamw", "beta1", 0.7)).optimizer())
                .isEqualTo(new Optimizer.AdamW(0.7, 0.999, 1e-8, true));
    }

    @Test
    void a_batch_larger_than_the_training_rows_is_refused_and_one_that_nobody_asked_for_is_cut() {
        assertThatThrownBy(() -> plan(Map.of("batch_size", 5000)))
                .hasMessage("parameter batch_size: expected at most the 1000 training rows there are, got 5000");
        assertThat(Plans.mlp(Parameters.none(), 64, new Head.Softmax(10), 20, 27, 5)
                        .batchSize())
                .isEqualTo(20);
    }

    @Test
    void what_a_knob_does_not_take_is_refused_by_name() {
        assertThatThrownBy(() -> plan(Map.of("dropout", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter dropout: expected a number from 0.0 to 0.95, got 1.0");
        assertThatThrownBy(() -> plan(Map.of("width", 3)))
                .hasMessageStartingWith(
                        "parameter width: the trainer has no such parameter, expected one of layers, units,");
        assertThatThrownBy(() -> plan(Map.of("batch_norm", true, "batch_size", 1)))
                .hasMessage("parameter batch_size: expected 2 at least with batch_norm, got 1");
    }

    @Test
    void the_fingerprint_is_of_everything_but_seed_and_epochs() {
        Plan plan = plan(Map.of("units", 16));

        assertThat(plan.fingerprint())
                .isEqualTo(Plans.mlp(new Parameters(Map.of("units", 16)), 64, new Head.Softmax(10), 1000, 3, 99)
                        .fingerprint())
                .isNotEqualTo(plan(Map.of("units", 17)).fingerprint())
                .isNotEqualTo(plan(Map.of("units", 16, "optimizer", "adamw")).fingerprint());
    }

    @Test
    void a_number_is_learnt_by_one_output_and_its_squared_error() {
        Plan plan = Plans.mlp(Parameters.none(), 64, new Head.Linear(), 1000, 27, 5);

        assertThat(plan.network().head().width()).isEqualTo(1);
        assertThat(plan.loss()).isEqualTo(new Loss.SquaredError());
        assertThat(plan.fingerprint()).isNotEqualTo(plan(Map.of()).fingerprint());
    }

    private static Plan plan(Map<String, Object> parameters) {
        return Plans.mlp(new Parameters(parameters), 64, new Head.Softmax(10), 1000, 27, 5);
    }
}
