package dev.trialstream.worker.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.worker.plan.Optimizer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/** Rate 0.1, gradients 2 and then −1; what is taken off a weight in the first and in the second step, by hand. */
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
                // m: 1, then 0; the second step is nought.
                Arguments.of(new Optimizer.Adam(0.5, 0.75, 1e-8), 0.1, 0.0),
                Arguments.of(new Optimizer.AdamW(0.5, 0.75, 1e-8), 0.1, 0.0),
                // m: 0.2, then 0.08; v: 0.4, then 0.46; 0.1·(0.08/0.19)/√(0.46/0.19).
                Arguments.of(new Optimizer.Adam(0.9, 0.9, 1e-8), 0.1, 0.027061),
                // ε counts before the bias is corrected: 0.1·√0.1/0.1·0.2/(√0.4 + 1).
                Arguments.of(new Optimizer.Adam(0.9, 0.9, 1), 0.0387426, 0.0109380),
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
        IUpdater config = Updaters.of(optimizer, RATE);
        INDArray state = Nd4j.zeros(1, config.stateSize(2));
        GradientUpdater<?> updater = config.instantiate(state, true);

        assertThat(step(updater, 2, 0)).isCloseTo(first, offset(1e-5));
        assertThat(step(updater, -1, 1)).isCloseTo(second, offset(1e-5));
    }

    private static double step(GradientUpdater<?> updater, double gradient, int iteration) {
        INDArray gradients = Nd4j.createFromArray((float) gradient, (float) gradient);
        updater.applyUpdater(gradients, iteration, 0);
        return gradients.getDouble(1);
    }
}
