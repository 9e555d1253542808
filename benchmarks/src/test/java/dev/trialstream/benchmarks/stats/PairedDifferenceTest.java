package dev.trialstream.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    private static final double T_975_OF_2 = 4.302652729911275;

    /** Of two degrees of freedom F(t) = 1/2 + t / 2√(2 + t²). */
    private static double p(double t) {
        return 1 - t / Math.sqrt(2 + t * t);
    }

    @Test
    void independent_pairs_have_the_interval_of_students_t() {
        PairedDifference difference = PairedDifference.of(new double[] {1, 2, 3});

        double error = 1 / Math.sqrt(3);
        assertThat(difference.mean()).isEqualTo(2);
        assertThat(difference.low()).isCloseTo(2 - T_975_OF_2 * error, within(1e-9));
        assertThat(difference.high()).isCloseTo(2 + T_975_OF_2 * error, within(1e-9));
        assertThat(difference.p()).isCloseTo(p(2 / error), within(1e-9));
    }

    /** σ²·(1/n + share) instead of σ²/n: with one test row to three training rows √(2/3) here. */
    @Test
    void pairs_of_the_same_rows_have_a_wider_one() {
        PairedDifference difference = PairedDifference.resampled(new double[] {1, 2, 3}, 1.0 / 3);

        double error = Math.sqrt(2.0 / 3);
        assertThat(difference.low()).isCloseTo(2 - T_975_OF_2 * error, within(1e-9));
        assertThat(difference.p()).isCloseTo(p(2 / error), within(1e-9));
    }

    @Test
    void without_spread_nothing_is_left_to_chance() {
        assertThat(PairedDifference.of(new double[] {1, 1, 1}).p()).isZero();
        assertThat(PairedDifference.of(new double[] {0, 0, 0}).p()).isEqualTo(1);
    }

    @Test
    void one_pair_says_nothing_of_chance() {
        PairedDifference difference = PairedDifference.of(new double[] {1});

        assertThat(difference.mean()).isEqualTo(1);
        assertThat(difference.p()).isNaN();
        assertThat(difference.low()).isNaN();
    }
}
