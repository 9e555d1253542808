package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReshapeTest {
    private static final double EXACT = 1e-9;

    /**
     * By hand: (3 + 1)^½ = 2, log 4, (4² − 1)/2; and for −1, 2 − λ being 1.5, 2 and 0: −(2^1.5 − 1)/1.5, −(2² − 1)/2,
     * −log 2.
     */
    @ParameterizedTest
    @CsvSource({
        "0.5,  3,  2",
        "0,    3,  1.3862943611198906",
        "2,    3,  7.5",
        "1,    3,  3",
        "0.5, -1, -1.2189514164974602",
        "0,   -1, -1.5",
        "2,   -1, -0.6931471805599453",
        "1,   -1, -1",
        "0.5,  0,  0"
    })
    void yeo_johnson_is_as_its_paper_defines_it(double lambda, double value, double expected) {
        assertThat(new Reshape.YeoJohnson(lambda).apply(value)).isCloseTo(expected, within(EXACT));
    }

    /** λ from scipy.stats.yeojohnson (1.17.1). */
    @Test
    void lambda_is_the_likeliest() {
        double[] spread = {-2.5, -1, 0, 0.5, 1, 2, 3, 8, 13, 40};
        double[] growing = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89};
        assertThat(fit(Reshaping.YEO_JOHNSON, spread))
                .isInstanceOfSatisfying(
                        Reshape.YeoJohnson.class,
                        it -> assertThat(it.lambda()).isCloseTo(0.2958829376558312, within(1e-5)));
        assertThat(fit(Reshaping.YEO_JOHNSON, growing))
                .isInstanceOfSatisfying(
                        Reshape.YeoJohnson.class,
                        it -> assertThat(it.lambda()).isCloseTo(-0.0769018090671427, within(1e-5)));
    }

    @Test
    void logarithms_count_what_is_below_the_training_rows_as_their_least() {
        assertThat(fit(Reshaping.LOG, 1, 10, 100)).isEqualTo(new Reshape.Log(1));
        assertThat(new Reshape.Log(1).apply(Math.E)).isCloseTo(1, within(EXACT));
        assertThat(new Reshape.Log(1).apply(-5)).isZero();
        assertThat(fit(Reshaping.LOG1P, 0, 10, 100)).isEqualTo(new Reshape.Log1p(0));
        assertThat(new Reshape.Log1p(0).apply(Math.E - 1)).isCloseTo(1, within(EXACT));
        assertThat(new Reshape.Log1p(0).apply(-1)).isZero();
    }

    @Test
    void a_column_that_a_logarithm_is_not_for_stays_as_it_is() {
        assertThat(fit(Reshaping.LOG, 0, 1, 2)).isNull();
        assertThat(fit(Reshaping.LOG1P, -0.1, 1, 2)).isNull();
    }

    @Test
    void a_column_of_two_values_stays_as_it_is() {
        assertThat(fit(Reshaping.QUANTILE, 0, 0, 1, 1)).isNull();
        assertThat(fit(Reshaping.AUTO, 0, 0, 0, 0, 9)).isNull();
    }

    @Test
    void a_quantile_is_the_share_below_with_the_middle_of_what_is_alike() {
        Reshape quantile = new Reshape.Quantile(List.of(0.0, 10.0, 20.0, 20.0, 20.0, 100.0));
        assertThat(quantile.apply(-1)).isZero();
        assertThat(quantile.apply(5)).isCloseTo(0.1, within(EXACT));
        assertThat(quantile.apply(10)).isCloseTo(0.2, within(EXACT));
        assertThat(quantile.apply(20)).isCloseTo(0.6, within(EXACT));
        assertThat(quantile.apply(60)).isCloseTo(0.9, within(EXACT));
        assertThat(quantile.apply(1000)).isEqualTo(1);
    }

    @Test
    void references_lie_at_equal_steps_of_the_training_values() {
        double[] values = DoubleStream.iterate(0, value -> value + 1).limit(399).toArray();
        assertThat(fit(Reshaping.QUANTILE, values))
                .isInstanceOfSatisfying(
                        Reshape.Quantile.class,
                        it -> assertThat(it.references())
                                .hasSize(200)
                                .startsWith(0.0, 2.0, 4.0)
                                .endsWith(396.0, 398.0));
    }

    @Test
    void auto_makes_an_exponential_column_uniform_by_quantiles_alone() {
        double[] exponential = exponential(2000);
        Reshaping.Fitted fitted = Reshaping.AUTO.fit(exponential, Aim.UNIFORM);
        assertThat(fitted.reshape()).isInstanceOf(Reshape.Quantile.class);
        assertThat(fitted.distances())
                .containsOnlyKeys("none", "log", "log1p", "yeo_johnson", "quantile")
                .satisfies(it -> {
                    assertThat(it.get("log1p")).isLessThan(it.get("none"));
                    assertThat(it.get("quantile")).isLessThan(0.02).isLessThan(it.get("yeo_johnson"));
                });
    }

    @Test
    void auto_makes_a_lognormal_column_symmetric_by_its_logarithm() {
        Random random = new Random(5);
        double[] lognormal = DoubleStream.generate(() -> Math.exp(random.nextGaussian()))
                .limit(2000)
                .sorted()
                .toArray();
        Reshaping.Fitted fitted = Reshaping.AUTO.fit(lognormal, Aim.SYMMETRIC);
        assertThat(fitted.reshape()).isInstanceOf(Reshape.Log.class);
        assertThat(fitted.distances()).containsOnlyKeys("none", "log", "log1p", "yeo_johnson");
    }

    @Test
    void auto_leaves_a_column_alone_that_is_symmetric_already() {
        Reshaping.Fitted fitted = Reshaping.AUTO.fit(new double[] {1, 2, 3, 4, 5}, Aim.SYMMETRIC);
        assertThat(fitted.reshape()).isNull();
        assertThat(fitted.distances()).containsEntry("none", 0.0);
    }

    /** By hand: of 0, 0, 0 and 1 the mean is ¼, m₂ 3/16 and m₃ 3/32; the values stand at 0 and 1 of the range. */
    @Test
    void distances_are_the_skewness_and_that_of_kolmogorov_and_smirnov() {
        double[] values = {0, 0, 0, 1};
        assertThat(Aim.SYMMETRIC.distance(values)).isCloseTo(3.0 / 32 / Math.pow(3.0 / 16, 1.5), within(EXACT));
        assertThat(Aim.UNIFORM.distance(values)).isCloseTo(0.75, within(EXACT));
    }

    @Test
    void what_was_fitted_reads_back_from_json_as_the_same() {
        for (Reshape reshape : List.of(
                new Reshape.Log(0.1),
                new Reshape.Log1p(0),
                new Reshape.YeoJohnson(1.0 / 3),
                new Reshape.Quantile(List.of(0.1, 0.2, 0.30000000000000004)))) {
            byte[] json = Json.json().writeValueAsBytes(reshape);
            assertThat(Json.json().readValue(json, Reshape.class)).isEqualTo(reshape);
        }
    }

    private static double[] exponential(int count) {
        Random random = new Random(3);
        return DoubleStream.generate(() -> -Math.log(1 - random.nextDouble()))
                .limit(count)
                .sorted()
                .toArray();
    }

    private static Reshape fit(Reshaping reshaping, double... values) {
        return reshaping
                .fit(Arrays.stream(values).sorted().toArray(), Aim.SYMMETRIC)
                .reshape();
    }
}
