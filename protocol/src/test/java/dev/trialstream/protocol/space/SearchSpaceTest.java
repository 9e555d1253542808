package dev.trialstream.protocol.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {

    @Test
    void a_float_on_a_log_scale_has_its_geometric_middle_at_one_half() {
        assertThat((double) FloatDimension.log(1e-4, 1).at(0.5)).isCloseTo(1e-2, within(1e-12));
        assertThat((double) FloatDimension.linear(-1, 3).at(0.25)).isCloseTo(0, within(1e-12));
    }

    @Test
    void every_value_of_an_int_has_the_same_share_of_a_linear_scale() {
        IntDimension dice = IntDimension.linear(1, 6);
        int[] counts = new int[7];
        for (int i = 0; i < 6000; i++) {
            counts[(int) dice.at((i + 0.5) / 6000)]++;
        }
        assertThat(counts).containsExactly(0, 1000, 1000, 1000, 1000, 1000, 1000);
    }

    @Test
    void an_int_with_a_step_takes_only_the_steps_from_its_minimum() {
        IntDimension even = new IntDimension(10, 19, 4, Scale.LINEAR, null);
        assertThat(List.of(even.at(0), even.at(0.5), even.at(0.999))).containsExactly(10, 14, 18);
        assertThat(even.contains(18)).isTrue();
        assertThat(even.contains(19)).isFalse();
    }

    /** Bounds, steps and draws of all sizes, against exact arithmetic. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void an_int_of_64_bits_takes_every_step_within_its_bounds_and_nothing_else(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            long a = random.nextLong() >> random.nextInt(63);
            long b = random.nextLong() >> random.nextInt(63);
            long min = Math.min(a, b);
            long max = Math.max(a, b);
            if (min == max) {
                continue;
            }
            long step = Math.max(1, random.nextLong() >>> (1 + random.nextInt(62)));
            if (Long.compareUnsigned(step, max - min) > 0) {
                step = 1;
            }
            IntDimension dimension = new IntDimension(min, max, step, Scale.LINEAR, null);
            for (double u : new double[] {0, random.nextDouble(), 1 - 1e-16}) {
                Object value = dimension.at(u);
                assertThat(dimension.contains(value))
                        .as("%s of %s", value, dimension)
                        .isTrue();
                BigInteger steps =
                        BigInteger.valueOf(((Number) value).longValue()).subtract(BigInteger.valueOf(min));
                assertThat(steps.signum()).isNotNegative();
                assertThat(steps.mod(BigInteger.valueOf(step))).isZero();
                assertThat(value instanceof Integer)
                        .isEqualTo(((Number) value).longValue() == ((Number) value).intValue());
            }
            assertThat(dimension.at(0)).isEqualTo(IntDimension.value(min));
            assertThat(dimension.contains(max == Long.MAX_VALUE ? min - 1 : max + 1))
                    .isFalse();
            assertThat(step > 1 && dimension.contains(min + 1)).isFalse();
        }
        IntDimension all = IntDimension.linear(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat((long) all.at(1 - 1e-16)).isGreaterThan(Long.MAX_VALUE - 4096);
        assertThat(all.at(0.5)).isEqualTo(0);
        assertThat(all.contains(0x1p63)).isFalse();
        assertThat(all.contains(-0x1p63)).isTrue();
        assertThat(all.contains(0.5)).isFalse();
    }

    @Test
    void a_value_of_an_int_on_a_log_scale_has_the_share_of_its_cell() {
        IntDimension powers = IntDimension.log(1, 3);
        // cells [0.5, 1.5), [1.5, 2.5), [2.5, 3.5): ln 3, ln 5/3 and ln 7/5 of ln 7
        assertThat(powers.at(Math.log(3) / Math.log(7) - 1e-9)).isEqualTo(1);
        assertThat(powers.at(Math.log(3) / Math.log(7) + 1e-9)).isEqualTo(2);
        assertThat(powers.at(Math.log(5) / Math.log(7) + 1e-9)).isEqualTo(3);
    }

    /** Of 1 to 3 on a log scale: the cells of the test above. A third of an ordinal of three, a half of a flag. */
    @Test
    void a_value_knows_the_quantiles_at_which_it_stands() {
        Quantiles two = IntDimension.log(1, 3).quantiles(2);
        assertThat(two.from()).isCloseTo(Math.log(3) / Math.log(7), within(1e-12));
        assertThat(two.to()).isCloseTo(Math.log(5) / Math.log(7), within(1e-12));
        assertThat(FloatDimension.log(1e-4, 1).quantiles(1e-2).middle()).isCloseTo(0.5, within(1e-12));
        assertThat(FloatDimension.log(1e-4, 1).quantiles(1e-2).width()).isZero();
        assertThat(OrdinalDimension.of(16, 64, 256).quantiles(64)).isEqualTo(new Quantiles(1.0 / 3, 2.0 / 3));
        assertThat(BooleanDimension.flag().quantiles(true)).isEqualTo(new Quantiles(0.5, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.25, 0.5, 0.7, 0.999})
    void quantiles_are_the_inverse_of_the_value_at_a_quantile(double u) {
        for (Dimension dimension : List.of(
                FloatDimension.linear(-1, 3),
                FloatDimension.log(1e-4, 1),
                new IntDimension(10, 19, 4, Scale.LINEAR, null),
                IntDimension.log(1, 512),
                OrdinalDimension.of(16, 32, 64),
                CategoricalDimension.of("a", "b", "c"),
                BooleanDimension.flag())) {
            Quantiles quantiles = dimension.quantiles(dimension.at(u));
            assertThat(u).as("in %s", dimension).isBetween(quantiles.from() - 1e-12, quantiles.to() + 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_is_drawn_is_a_point_of_the_space(long seed) {
        SearchSpace space = conditional();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            Parameters drawn = space.draw(Parameters.none(), name -> random.nextDouble());
            assertThat(space.objectionTo(drawn, Parameters.none())).isEmpty();
        }
    }

    @Test
    void a_conditional_parameter_is_there_exactly_where_its_condition_holds() {
        SearchSpace space = conditional();
        assertThat(space.draw(Parameters.none(), name -> 0.0).values()).containsOnlyKeys("optimizer", "layers");
        assertThat(space.draw(Parameters.none(), name -> 0.99).values())
                .containsOnlyKeys("momentum", "optimizer", "layers", "nested");
    }

    @Test
    void a_condition_may_name_a_fixed_parameter() {
        SearchSpace space =
                new SearchSpace(Map.of("momentum", FloatDimension.linear(0, 1).when("optimizer", "sgd")));
        Parameters sgd = new Parameters(Map.of("optimizer", "sgd"));
        Parameters adam = new Parameters(Map.of("optimizer", "adam"));
        assertThat(space.draw(sgd, name -> 0.5).values()).isEqualTo(Map.of("momentum", 0.5));
        assertThat(space.draw(adam, name -> 0.5).values()).isEmpty();
    }

    @Test
    void it_says_why_a_configuration_is_no_point_of_it() {
        SearchSpace space = conditional();
        Parameters none = Parameters.none();
        assertThat(space.objectionTo(new Parameters(Map.of("optimizer", "adam", "layers", 2, "units", 3)), none))
                .contains("units: not in the space");
        assertThat(space.objectionTo(new Parameters(Map.of("optimizer", "adam", "layers", 9)), none))
                .contains("layers: expected a whole number from 1 to 3, got 9");
        assertThat(space.objectionTo(new Parameters(Map.of("optimizer", "adam")), none))
                .contains("layers: missing");
        assertThat(space.objectionTo(new Parameters(Map.of("optimizer", "adam", "layers", 2, "momentum", 0.9)), none))
                .contains("momentum: its condition does not hold");
    }

    @Test
    void conditions_in_a_circle_are_refused() {
        Map<String, Dimension> circle = new LinkedHashMap<>();
        circle.put("a", FloatDimension.linear(0, 1).when("b", 1));
        circle.put("b", IntDimension.linear(0, 1).when("a", 0.5));
        assertThatThrownBy(() -> new SearchSpace(circle).inDecisionOrder()).hasMessageContaining("[a, b]");
    }

    /** Conditional on a conditional, and written before what it depends on. */
    private static SearchSpace conditional() {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        dimensions.put("momentum", FloatDimension.linear(0.5, 0.99).when("optimizer", "momentum"));
        dimensions.put("optimizer", CategoricalDimension.of("adam", "momentum"));
        dimensions.put("layers", IntDimension.linear(1, 3));
        dimensions.put("nested", new BooleanDimension(Condition.when("optimizer", "momentum")));
        return new SearchSpace(dimensions);
    }
}
