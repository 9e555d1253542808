package dev.trialstream.policy.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatinHypercubeTest {

    /** The rate's prior is [1e-4, 1] on a log scale: ten parts, a point in each. */
    @ParameterizedTest
    @ValueSource(ints = {1, 11, 21})
    void each_of_ten_trials_has_a_tenth_of_every_dimension_to_itself(int first) {
        Study study = Studies.withSeed("s", 3);
        List<Integer> parts = partsOfTheRate(study, first);
        assertThat(parts).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void dimensions_seeds_and_cubes_are_in_orders_of_their_own() {
        Study study = Studies.withSeed("s", 3);
        List<Integer> rates = partsOfTheRate(study, 1);
        assertThat(partsOfTheRate(study, 11)).isNotEqualTo(rates);
        assertThat(partsOfTheRate(Studies.withSeed("s", 4), 1)).isNotEqualTo(rates);
        // adam in the lower half of its dimension, as the rate would be were both in one order
        List<Boolean> adam = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> LatinHypercube.point(study, number, 10)
                        .text("optimizer")
                        .equals("adam"))
                .toList();
        assertThat(adam).isNotEqualTo(rates.stream().map(part -> part < 5).toList());
        assertThat(adam).filteredOn(is -> is).hasSize(5);
    }

    private static List<Integer> partsOfTheRate(Study study, int first) {
        return IntStream.range(first, first + 10)
                .mapToObj(number -> LatinHypercube.point(study, number, 10).number("learning_rate"))
                .map(rate -> (int) Math.floor(10 * (Math.log10(rate) + 4) / 4))
                .toList();
    }
}
