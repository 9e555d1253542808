package dev.trialstream.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.training.plan.Optimizer;
import dev.trialstream.training.plan.Plans;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Rate 0.1, gradients 2 and then −1; the values subtracted from a weight in the first and in the second step, by hand.
 */
class UpdatersTest {
    private static final double RATE = 0.1;

    static Stream<Arguments> steps() {
        return Stream.of(
                // v: 2, then 0.9·2 − 1 = 0.8.
                Arguments.of(new Optimizer.Momentum(0.9), 0.2, 0.08),
                // The same v; 2 + 0.9·2 = 3.8, then −1 + 0.9·0.8 = −0.28.
                Arguments.of(new Optimizer.Nesterov(0.9), 0.38, -0.028),
                // s: 0.5·0.25 + 0.5·4 = 2.125, then 1.5625; 0.2/(√2.125 + 0.25), then −0.1/1.5.
                Arguments.of(new Optimizer.RmsProp(0.5, 0.25), 0.117114, -0.066667),
                // m: 1, then 0; the second step is zero.
                Arguments.of(new Optimizer.Adam(0.5, 0.75, 1e-8, true), 0.1, 0.0),
                Arguments.of(new Optimizer.AdamW(0.5, 0.75, 1e-8, true), 0.1, 0.0),
                // m: 0.2, then 0.08; v: 0.4, then 0.46; 0.1·(0.08/0.19)/√(0.46/0.19).
                Arguments.of(new Optimizer.Adam(0.9, 0.9, 1e-8, true), 0.1, 0.027061),
                // ε is added before the bias correction: 0.1·√0.1/0.1·0.2/(√0.4 + 1).
                Arguments.of(new Optimizer.Adam(0.9, 0.9, 1, true), 0.0387426, 0.0109380),
                // m: 0.2, then 0.08; v: 0.4, then 0.46; nothing is corrected: 0.1·m/√v.
                Arguments.of(new Optimizer.Adam(0.9, 0.9, 1e-8, false), 0.0316228, 0.0117954),
                Arguments.of(new Optimizer.AdamW(0.9, 0.9, 1e-8, false), 0.0316228, 0.0117954),
                // As Adam while the second moment grows.
                Arguments.of(new Optimizer.AmsGrad(0.9, 0.9, 1e-8), 0.1, 0.027061),
                // v: 2, then 1.5; the largest stays 2, and is corrected by 1 − 0.5² = 0.75. m: 0.2, then 0.08.
                Arguments.of(new Optimizer.AmsGrad(0.9, 0.5, 1e-8), 0.1, 0.025784),
                // m̂ looks ahead: (0.9·0.2/0.1 + 0.1·2/0.1)/√4, then (0.9·0.08/0.19 − 0.1/0.19)/√(0.46/0.19).
                Arguments.of(new Optimizer.Nadam(0.9, 0.9, 1e-8), 0.19, -0.009471));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void the_first_two_steps_are_those_of_the_formula(Optimizer optimizer, double first, double second) {
        IUpdater config = Updaters.of(optimizer, Plans.constant(RATE));
        INDArray state = Nd4j.zeros(1, config.stateSize(2));
        GradientUpdater<?> updater = config.instantiate(state, true);

        assertThat(step(updater, 2, 0)).isCloseTo(first, offset(1e-5));
        assertThat(step(updater, -1, 1)).isCloseTo(second, offset(1e-5));
    }

    /** Choi et al. 2019: richer optimizers contain simpler ones. */
    @Test
    void adam_without_bias_correction_at_a_large_epsilon_and_its_rate_is_momentum() {
        double epsilon = 1e6;
        double eta = 0.05;
        GradientUpdater<?> momentum = updater(new Optimizer.Momentum(0.9), eta);
        GradientUpdater<?> adam = updater(new Optimizer.Adam(0.9, 0.999, epsilon, false), epsilon * eta / (1 - 0.9));
        double[] gradients = {2, -1, 0.5, 3, -2, 0.1, 1, 1, -4, 2};
        for (int i = 0; i < gradients.length; i++) {
            assertThat(step(adam, gradients[i], i)).isCloseTo(step(momentum, gradients[i], i), offset(1e-5));
        }
    }

    /** Cycles of 8 steps between 0.1 and 1: rates 0.1, 0.325, 0.55; β₁ or μ 0.95, 0.925, 0.9. */
    static Stream<Arguments> moving() {
        return Stream.of(
                // 0.1·2; v: 0.925·2 − 1 = 0.85 at 0.325; v: 0.9·0.85 + 1 = 1.765 at 0.55.
                Arguments.of(new Optimizer.Momentum(0.9), 0.2, 0.27625, 0.97075),
                // (2 + 0.95·2)·0.1, (−1 + 0.925·0.85)·0.325, (1 + 0.9·1.765)·0.55.
                Arguments.of(new Optimizer.Nesterov(0.9), 0.39, -0.06946875, 1.423675),
                // m: 0.1, 0.0175, 0.11575; β₁ products 0.95, 0.87875, 0.790875; v: 2, 1.5, 1.25; v̂: 4, 2, 1.25/0.875.
                Arguments.of(new Optimizer.Adam(0.9, 0.5, 1e-12, true), 0.1, 0.0331686, 0.2546987),
                Arguments.of(new Optimizer.AdamW(0.9, 0.5, 1e-12, true), 0.1, 0.0331686, 0.2546987),
                // the largest v stays 2: v̂ 4, 2/0.75, 2/0.875.
                Arguments.of(new Optimizer.AmsGrad(0.9, 0.5, 1e-12), 0.1, 0.0287249, 0.2013570));
    }

    @ParameterizedTest
    @MethodSource("moving")
    void rate_and_momentum_move_against_each_other_from_step_to_step(
            Optimizer optimizer, double first, double second, double third) {
        GradientUpdater<?> updater = Updaters.of(optimizer, Plans.triangular(1, 4, 0.85, 0.95))
                .instantiate(Nd4j.zeros(1, 2L * states(optimizer)), true);

        assertThat(step(updater, 2, 0)).isCloseTo(first, offset(1e-5));
        assertThat(step(updater, -1, 1)).isCloseTo(second, offset(1e-5));
        assertThat(step(updater, 1, 2)).isCloseTo(third, offset(1e-5));
    }

    private static int states(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.AmsGrad) {
            return 3;
        }
        return optimizer.adapts() ? 2 : 1;
    }

    private static GradientUpdater<?> updater(Optimizer optimizer, double rate) {
        IUpdater config = Updaters.of(optimizer, Plans.constant(rate));
        return config.instantiate(Nd4j.zeros(1, config.stateSize(2)), true);
    }

    private static double step(GradientUpdater<?> updater, double gradient, int iteration) {
        INDArray gradients = Nd4j.createFromArray((float) gradient, (float) gradient);
        updater.applyUpdater(gradients, iteration, 0);
        return gradients.getDouble(1);
    }
}
