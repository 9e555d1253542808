package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpectedImprovementTest {
    /** n = 10, k = 4: (1·0.01 + 2·0.02 + 3·0.01 + 4·0.02)/4/11. */
    @Test
    void it_is_the_mean_spacing_of_the_best_over_their_number() {
        assertThat(expected(0.10, 0.11, 0.13, 0.14, 0.16, 0.2, 0.2, 0.3, 0.4, 0.5)
                        .orElseThrow())
                .isCloseTo(0.16 / 4 / 11, within(1e-12));
    }

    @Test
    void nine_trials_say_too_little() {
        assertThat(expected(1, 2, 3, 4, 5, 6, 7, 8, 9)).isEmpty();
    }

    /** Exponential values: on average the next of 30 improves the best by θ/31, and the estimate agrees. */
    @Test
    void it_is_right_in_the_mean_for_an_exponential_tail() {
        Random random = new Random(1);
        double expected = 0;
        double happened = 0;
        int cases = 20_000;
        for (int i = 0; i < cases; i++) {
            double[] values = new double[30];
            Arrays.setAll(values, any -> Math.log(1 - random.nextDouble()));
            Arrays.sort(values); // the tail is at the small end
            double next = Math.log(1 - random.nextDouble());
            expected += expected(values).orElseThrow() / cases;
            happened += Math.max(0, values[0] - next) / cases;
        }
        assertThat(expected).isCloseTo(1 / 31.0, within(0.002));
        assertThat(happened).isCloseTo(expected, within(0.004));
    }

    private static Optional<Double> expected(double... values) {
        return ExpectedImprovement.ofNextTrial(
                values.length, Arrays.copyOf(values, ExpectedImprovement.needed(values.length)));
    }
}
