package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtrapolationTest extends StoppingRuleContractTest {
    private static final Study STUDY = Studies.study("s", new Extrapolation(0.05, 4).spec(), 27);

    @Override
    protected StoppingSpec settings() {
        return STUDY.stopping();
    }

    /** 0.1 + 0.8/x is 0.1 + 0.8/27 at epoch 27, and of its own family, so that the fit is exact. */
    @Test
    void a_curve_of_its_families_is_continued_exactly() {
        double[] x = IntStream.rangeClosed(1, 8).mapToDouble(it -> it).toArray();
        double[] power =
                IntStream.rangeClosed(1, 8).mapToDouble(it -> 0.1 + 0.8 / it).toArray();
        double[] exponential = IntStream.rangeClosed(1, 8)
                .mapToDouble(it -> 0.3 + 0.5 * Math.exp(-0.2 * it))
                .toArray();

        CurveFit.Forecast one = CurveFit.forecast(x, power, 27);
        CurveFit.Forecast other = CurveFit.forecast(x, exponential, 27);

        assertThat(one.mean()).isCloseTo(0.1 + 0.8 / 27, within(1e-5));
        assertThat(other.mean()).isCloseTo(0.3 + 0.5 * Math.exp(-5.4), within(1e-5));
        assertThat(one.deviation()).isLessThan(1e-3);
    }

    /**
     * The forecast of a constant, next to families with two coefficients: mean 2, and by hand s² = 1 for 1, 3, 1, 3
     * about 2 (RSS 4, n − 1 = 3).
     */
    @Test
    void where_nothing_is_learnt_the_mean_is_the_forecast_and_it_is_as_uncertain_as_the_curve_is_rough() {
        CurveFit.Forecast forecast =
                CurveFit.forecast(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {1, 3, 1, 3, 3, 1, 3, 1}, 27);

        assertThat(forecast.mean()).isCloseTo(2, within(0.3));
        // √(8/7 · 9/8) = 1.134 is the constant's alone
        assertThat(forecast.deviation()).isBetween(1.0, 1.7);
    }

    @Test
    void what_would_not_beat_the_best_is_stopped_and_what_may_goes_on() {
        double[] best =
                IntStream.rangeClosed(1, 27).mapToDouble(it -> 0.1 + 0.5 / it).toArray();
        double[] worse =
                IntStream.rangeClosed(1, 6).mapToDouble(it -> 0.3 + 0.5 / it).toArray();
        double[] better =
                IntStream.rangeClosed(1, 6).mapToDouble(it -> 0.05 + 0.9 / it).toArray();

        assertThat(Cases.last(STUDY, new double[][] {best, worse})).isInstanceOfSatisfying(Verdict.Stop.class, stop -> {
            assertThat(stop.numbers().get("forecast")).isCloseTo(0.3 + 0.5 / 27, within(1e-4));
            assertThat(stop.numbers().get("probability")).isLessThan(0.05);
        });
        assertThat(Cases.last(STUDY, new double[][] {best, better})).isEqualTo(new Verdict.GoOn());
        assertThat(Cases.last(STUDY, new double[][] {worse})).as("the only one").isEqualTo(new Verdict.GoOn());
    }

    /**
     * Six epochs, so that the families have four and five degrees of freedom. The expected numbers are those of
     * scipy.stats.t 1.17 for the same mixture; with normal distributions the first would be 0.0031.
     */
    @Test
    void the_forecast_is_a_mixture_of_students_t() {
        CurveFit.Forecast forecast = CurveFit.forecast(
                new double[] {1, 2, 3, 4, 5, 6}, new double[] {0.62, 0.45, 0.41, 0.33, 0.36, 0.30}, 27);

        assertThat(forecast.mean()).isCloseTo(0.22495733823067812, within(1e-9));
        assertThat(forecast.probabilityBelow(0)).isCloseTo(0.009752427463169323, within(1e-9));
        assertThat(forecast.probabilityBelow(0.1)).isCloseTo(0.05865817357328967, within(1e-9));
        assertThat(forecast.probabilityBelow(0.2)).isCloseTo(0.3738400759527034, within(1e-9));
        assertThat(forecast.probabilityBelow(0.3)).isCloseTo(0.820770663753336, within(1e-9));
        assertThat(forecast.deviation()).isCloseTo(0.07935699821535491, within(1e-9));
    }

    @Test
    void the_deviation_is_finite_with_the_fewest_epochs() {
        CurveFit.Forecast forecast =
                CurveFit.forecast(new double[] {1, 2, 3, 4}, new double[] {0.6, 0.5, 0.45, 0.44}, 27);

        assertThat(forecast.deviation()).isPositive().isFinite();
    }

    /**
     * The trials just beat the best at their last epoch. The bound is four standard errors above the setting.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2})
    void a_trial_that_would_beat_the_best_is_stopped_with_at_most_the_probability_over_all_epochs(double probability) {
        Study study = Studies.study("s", new Extrapolation(probability, 4).spec(), 27);
        java.util.Random random = new java.util.Random(7);
        int cases = 1500;
        int lost = 0;
        for (int i = 0; i < cases; i++) {
            double goal = 0.1 + 0.3 * random.nextDouble();
            double gain = 0.6 * random.nextDouble();
            double noise = 0.01 + 0.03 * random.nextDouble();
            double[] errors = IntStream.rangeClosed(1, 27)
                    .mapToDouble(epoch -> goal + gain / epoch + noise * random.nextGaussian())
                    .toArray();
            double best = errors[26] + 1e-6;
            lost += isStopped(study, errors, best) ? 1 : 0;
        }
        assertThat((double) lost / cases)
                .isLessThan(probability + 4 * Math.sqrt(probability * (1 - probability) / cases));
    }

    private static boolean isStopped(Study study, double[] errors, double best) {
        StoppingRule rule = StoppingRules.onClassPath().make(study.stopping());
        for (int epoch = 1; epoch <= 27; epoch++) {
            double[][] curves = {{best}, Arrays.copyOf(errors, epoch)};
            if (rule.judge(study, Cases.index(study, curves), Cases.epoch(curves, 2)) instanceof Verdict.Stop) {
                return true;
            }
        }
        return false;
    }

    /** Curves of a family with noise: about nine in ten forecasts are within 1.645 deviations of the truth. */
    @Test
    void the_deviation_is_honest_on_noisy_curves() {
        SplittableRandom random = new SplittableRandom(1);
        java.util.Random normal = new java.util.Random(1);
        int within = 0;
        int cases = 400;
        for (int i = 0; i < cases; i++) {
            double a = random.nextDouble(0.05, 0.5);
            double b = random.nextDouble(0.2, 0.8);
            double[] x = IntStream.rangeClosed(1, 10).mapToDouble(it -> it).toArray();
            double[] y = IntStream.rangeClosed(1, 10)
                    .mapToDouble(it -> a + b / it + 0.02 * normal.nextGaussian())
                    .toArray();
            CurveFit.Forecast forecast = CurveFit.forecast(x, y, 27);
            double truth = a + b / 27 + 0.02 * normal.nextGaussian();
            within += Math.abs(forecast.mean() - truth) <= 1.645 * forecast.deviation() ? 1 : 0;
        }
        assertThat((double) within / cases).isBetween(0.8, 1.0);
    }
}
