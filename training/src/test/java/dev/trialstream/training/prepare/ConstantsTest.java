package dev.trialstream.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.data.Column;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are constant, or differ by rounding alone. */
class ConstantsTest {
    private static final List<String> SCALINGS = List.of("standard", "min_max", "min_max_symmetric", "none");
    private static final List<String> RESHAPES = List.of("none", "log", "log1p", "yeo_johnson", "quantile", "auto");

    static List<Recipe> recipes() {
        return SCALINGS.stream()
                .flatMap(scaling -> RESHAPES.stream()
                        .map(reshape -> Recipe.of(new Parameters(Map.of("scaling", scaling, "reshape", reshape)))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_constant_column_and_whatever_comes_later_become_zero(Recipe recipe) {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            double constant = random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
            NumericEncoding fitted = fit(Collections.nCopies(1 + random.nextInt(200), constant), recipe);

            assertThat(encoded(fitted, constant)).as("of " + constant).isZero();
            assertThat(encoded(fitted, constant * 2 + 0.1))
                    .as("after " + constant)
                    .isZero();
        }
    }

    /** The mean of twelve times 0.1 in floating point is not 0.1. */
    @ParameterizedTest
    @MethodSource("recipes")
    void twelve_times_a_tenth_is_constant(Recipe recipe) {
        NumericEncoding fitted = fit(Collections.nCopies(12, 0.1), recipe);

        assertThat(encoded(fitted, 0.1)).isZero();
        assertThat(encoded(fitted, 0.2)).isZero();
    }

    /** By the bound of scikit-learn: a deviation of one unit in the last place is far below n · mean · ε. */
    @ParameterizedTest
    @MethodSource("recipes")
    void values_that_differ_in_their_last_bit_are_constant(Recipe recipe) {
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            double mean = (1 + random.nextDouble()) * Math.pow(10, random.nextInt(30) - 15);
            List<Double> values = IntStream.range(0, 10 + random.nextInt(90))
                    .mapToObj(row -> row % 2 == 0 ? mean : Math.nextUp(mean))
                    .toList();

            assertThat(encoded(fit(values, recipe), mean * 3))
                    .as("near " + mean)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void values_that_differ_by_more_than_rounding_keep_their_differences(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int n = 10 + random.nextInt(90);
            double mean = (1 + random.nextDouble()) * Math.pow(10, random.nextInt(60) - 30);
            double spread = 1000 * n * mean * Math.ulp(1.0);
            List<Double> values = IntStream.range(0, n)
                    .mapToObj(row -> mean + (row % 2 == 0 ? spread : -spread))
                    .toList();
            NumericEncoding fitted = fit(values, Recipe.scaled(Scaling.STANDARD));

            double even = encoded(fitted, values.get(0));
            double odd = encoded(fitted, values.get(1));
            // n values at +-1 around their mean; it is not in the middle if n is odd
            assertThat(even - odd).as("around " + mean).isCloseTo(2, within(0.05));
        }
    }

    @Test
    void differences_whose_squares_vanish_are_no_constant() {
        NumericEncoding fitted = fit(List.of(1e-200, 3e-200), Recipe.scaled(Scaling.STANDARD));

        assertThat(encoded(fitted, 1e-200)).isCloseTo(-1, within(1e-6f));
        assertThat(encoded(fitted, 3e-200)).isCloseTo(1, within(1e-6f));
    }

    /** Yeo-Johnson would overflow, and the logarithm rounds all differences away. */
    @Test
    void a_transformation_that_loses_the_column_is_not_used() {
        double[] close = IntStream.range(0, 100).mapToDouble(i -> 1e15 + i).toArray();
        Recipe log = Recipe.of(new Parameters(Map.of("reshape", "log")));

        NumericEncoding fitted = NumericEncoding.fit(
                Column.ofNumbers("x", close), IntStream.range(0, 100).toArray(), log);

        assertThat(encoded(fitted, 1e15 + 99)).isGreaterThan(1);
        assertThat(fitted.reshape()).isNull();
    }

    @Test
    void the_profile_of_a_constant_has_no_spread_and_no_skewness() {
        double[] tenths = new double[12];
        Arrays.fill(tenths, 0.1);

        assertThat(Moments.of(tenths)).isEqualTo(new Moments(0.1, 0, 0));
    }

    /** Worked by hand from the formula in sklearn/preprocessing/_data.py: 5 values, mean 1, bound (5 · 2⁻⁵²)². */
    @Test
    void the_bound_is_that_of_scikit_learn() {
        double epsilon = Math.ulp(1.0);
        assertThat(Constants.areIn(new double[] {1, 1, 1, 1, 1 + 8 * epsilon})).isTrue(); // sd 3.2 ε
        assertThat(Constants.areIn(new double[] {1, 1, 1, 1, 1 + 16 * epsilon})).isFalse(); // sd 6.4 ε
        assertThat(Constants.areIn(new double[0])).isTrue();
        assertThat(Constants.areIn(new double[] {-1, 1})).isFalse();
    }

    private static NumericEncoding fit(List<Double> values, Recipe recipe) {
        return NumericEncoding.fit(
                Column.ofNumbers(
                        "x", values.stream().mapToDouble(value -> value).toArray()),
                IntStream.range(0, values.size()).toArray(),
                recipe);
    }

    private static float encoded(NumericEncoding fitted, double value) {
        float[] row = new float[1];
        fitted.encode(value, row, 0);
        return row[0];
    }
}
