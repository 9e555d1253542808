package dev.trialstream.policy.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.stats.Normal;
import dev.trialstream.protocol.space.Quantiles;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTest {
    private static final int DRAWS = 20_000;

    /** From tables of the normal distribution. */
    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.8413447460685429", "1.96, 0.9750021048517795", "-3, 0.0013498980316300957", "40, 1"})
    void the_normal_distribution_is_exact(double x, double expected) {
        assertThat(Normal.cdf(x)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void far_out_the_normal_distribution_is_small_but_not_0() {
        assertThat(Normal.cdf(-8)).isCloseTo(6.22096e-16, within(1e-20));
    }

    /** Cut off one deviation to either side, a mass of 0.682689 is left. */
    @Test
    void a_bell_is_a_normal_density_cut_off_at_0_and_1() {
        Kernel bell = Bell.of(0.5, 0.5);
        assertThat(bell.density(point(0.5))).isCloseTo(0.398942 / (0.5 * 0.682689), within(1e-5));
        assertThat(bell.density(point(0))).isCloseTo(0.241971 / (0.5 * 0.682689), within(1e-5));
    }

    /** The cells of a die of two and of four faces: half of the mass, and Φ(1) − Φ(0.5) = 0.149882 of 0.682689. */
    @Test
    void over_a_cell_a_bell_is_its_mass_there_per_width() {
        Kernel bell = Bell.of(0.5, 0.5);
        assertThat(bell.density(new Quantiles(0, 0.5))).isCloseTo(1, within(1e-9));
        assertThat(bell.density(new Quantiles(0.75, 1))).isCloseTo(0.149882 / 0.682689 / 0.25, within(1e-5));
    }

    /** λ = 0.3 among three values. */
    @Test
    void a_choice_gives_the_others_an_equal_share() {
        Kernel choice = new Choice(third(1), 0.3);
        assertThat(choice.density(third(0))).isCloseTo(0.15 * 3, within(1e-12));
        assertThat(choice.density(third(1))).isCloseTo(0.7 * 3, within(1e-12));
        assertThat(choice.density(third(2))).isCloseTo(0.15 * 3, within(1e-12));
    }

    /** Within four standard errors of a share that is at most a half. */
    @Test
    void kernels_draw_what_their_density_says() {
        for (Kernel kernel : new Kernel[] {Bell.of(0.9, 0.3), new Choice(third(1), 0.3), Kernel.FLAT}) {
            SplittableRandom random = new SplittableRandom(1);
            double[] shares = new double[3];
            IntStream.range(0, DRAWS).forEach(i -> shares[(int) (3 * kernel.draw(random))] += 1.0 / DRAWS);
            for (int i = 0; i < 3; i++) {
                assertThat(shares[i])
                        .as("%s in third %d", kernel, i)
                        .isCloseTo(kernel.density(third(i)) / 3, within(4 * 0.5 / Math.sqrt(DRAWS)));
            }
        }
    }

    private static Quantiles point(double u) {
        return new Quantiles(u, u);
    }

    private static Quantiles third(int i) {
        return new Quantiles(i / 3.0, (i + 1) / 3.0);
    }
}
