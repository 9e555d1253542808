package dev.trialstream.policy.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParzenFitTest {
    private static final SearchSpace LINE = new SearchSpace(Map.of("x", FloatDimension.linear(0, 4)));

    @Test
    void without_a_point_there_is_the_prior() {
        assertThat(ParzenFit.of(LINE, List.of()).density(at("x", 1.0))).isEqualTo(1);
    }

    /**
     * 1 and 3 stand at u = 0.25 and 0.75. s² = (0.0625 + 0.0625 + 0.083333)/3 = 0.069444, s = 0.263523;
     * σ = 0.6 · 0.263523 · 2^(−1/5) = 0.6 · 0.263523 · 0.870551 = 0.137646, above the floor of 0.3/4;
     * Z = Φ(5.4488) − Φ(−1.8163) = 0.965334. At u = 0.5 each bell has φ(1.8163)/(σZ) = 0.076664/0.132875 = 0.576965,
     * so the mean of prior and bells is (1 + 2 · 0.576965)/3 = 0.717977. At u = 0.25 they have 3.002399 and 0.004094.
     */
    @Test
    void two_points_on_a_line() {
        Parzen parzen = fit(LINE, List.of(Map.of("x", 1.0), Map.of("x", 3.0)));

        assertThat(parzen.density(at("x", 2.0))).isCloseTo(0.717977, within(1e-5));
        assertThat(parzen.density(at("x", 1.0))).isCloseTo((1 + 3.002399 + 0.004094) / 3, within(1e-5));
        assertThat(parzen.density(at("x", 3.0))).isCloseTo(1.335498, within(1e-5));
    }

    /** Nine equal points: 0.6 · √(0.083333/10) · 9^(−1/5) = 0.0353 beats 0.3/11 = 0.0273; ninety: 0.3/92 is above. */
    @Test
    void points_that_agree_make_kernels_narrow_but_never_without_width() {
        assertThat(widthAfter(9)).isCloseTo(0.6 * 0.0912871 * 0.644394, within(1e-6));
        assertThat(widthAfter(90_000)).isCloseTo(0.003, within(1e-12));
    }

    /** A cell is 1/3 wide, so σ is 1/6 where one point alone has 0.6 · √(0.083333/2) = 0.1225. */
    @Test
    void a_kernel_is_never_narrower_than_half_a_cell() {
        SearchSpace sizes = new SearchSpace(Map.of("batch", OrdinalDimension.of(16, 32, 64)));
        Kernel kernel = fit(sizes, List.of(Map.of("batch", 32))).kernel(1, "batch");
        assertThat(kernel).isInstanceOfSatisfying(Bell.class, bell -> {
            assertThat(bell.centre()).isCloseTo(0.5, within(1e-12));
            assertThat(bell.width()).isCloseTo(1.0 / 6, within(1e-12));
        });
    }

    /** Of n = 2 points and C = 3 values, λ = 2/(2 + 1 + 3) = 1/3. */
    @Test
    void one_observation_is_shared_out_among_values_without_an_order() {
        SearchSpace letters = new SearchSpace(Map.of("c", CategoricalDimension.of("a", "b", "c")));
        Parzen parzen = fit(letters, List.of(Map.of("c", "a"), Map.of("c", "a")));

        // relative to 1/3 each: (1 + 2 + 2)/3 and (1 + 1/2 + 1/2)/3
        assertThat(parzen.density(at("c", "a"))).isCloseTo(5.0 / 3, within(1e-12));
        assertThat(parzen.density(at("c", "b"))).isCloseTo(2.0 / 3, within(1e-12));
    }

    /**
     * The difference between a multivariate estimator and one per dimension: if points lie on a diagonal, so does the
     * density.
     */
    @Test
    void dimensions_are_seen_together() {
        Map<String, Dimension> plane = new LinkedHashMap<>();
        plane.put("x", FloatDimension.linear(0, 1));
        plane.put("y", FloatDimension.linear(0, 1));
        SearchSpace space = new SearchSpace(plane);
        Parzen parzen = fit(space, List.of(Map.of("x", 0.1, "y", 0.1), Map.of("x", 0.9, "y", 0.9)));

        double on = parzen.density(Point.of(space, new Parameters(Map.of("x", 0.1, "y", 0.1))));
        double off = parzen.density(Point.of(space, new Parameters(Map.of("x", 0.1, "y", 0.9))));
        assertThat(on).isGreaterThan(4 * off);
    }

    /** The density of a branch is complete: every point of the other branch counts as the prior there. */
    @Test
    void a_conditional_dimension_is_learnt_from_the_trials_that_had_it() {
        Map<String, Dimension> tree = new LinkedHashMap<>();
        tree.put("optimizer", CategoricalDimension.of("adam", "momentum"));
        tree.put("momentum", FloatDimension.linear(0, 1).when("optimizer", "momentum"));
        SearchSpace space = new SearchSpace(tree);
        Parzen parzen = fit(
                space,
                List.of(
                        Map.of("optimizer", "momentum", "momentum", 0.9),
                        Map.of("optimizer", "adam"),
                        Map.of("optimizer", "adam")));

        assertThat(density(parzen, space, Map.of("optimizer", "momentum", "momentum", 0.9)))
                .isGreaterThan(3 * density(parzen, space, Map.of("optimizer", "momentum", "momentum", 0.1)));
        double mass = density(parzen, space, Map.of("optimizer", "adam")) / 2;
        for (int i = 0; i < 1000; i++) {
            mass += density(parzen, space, Map.of("optimizer", "momentum", "momentum", (i + 0.5) / 1000)) / 2000;
        }
        assertThat(mass).isCloseTo(1, within(1e-4));
    }

    private static double widthAfter(int points) {
        Point same = at("x", 2.0);
        Kernel kernel =
                ParzenFit.of(LINE, java.util.Collections.nCopies(points, same)).kernel(1, "x");
        return ((Bell) kernel).width();
    }

    private static double density(Parzen parzen, SearchSpace space, Map<String, Object> values) {
        return parzen.density(Point.of(space, new Parameters(values)));
    }

    private static Parzen fit(SearchSpace space, List<Map<String, Object>> values) {
        return ParzenFit.of(
                space,
                values.stream()
                        .map(each -> Point.of(space, new Parameters(each)))
                        .toList());
    }

    private static Point at(String name, Object value) {
        Dimension dimension = name.equals("x") ? LINE.dimensions().get("x") : CategoricalDimension.of("a", "b", "c");
        return Point.of(new SearchSpace(Map.of(name, dimension)), new Parameters(Map.of(name, value)));
    }
}
