package dev.trialstream.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HolmTest {
    @Test
    void the_smallest_counts_as_often_as_there_are_and_none_less_than_the_one_before() {
        Map<String, Double> adjusted = Holm.adjusted(Map.of("a", 0.01, "b", 0.04, "c", 0.03, "d", 0.5));

        assertThat(adjusted.get("a")).isCloseTo(0.04, within(1e-12));
        assertThat(adjusted.get("c")).isCloseTo(0.09, within(1e-12));
        assertThat(adjusted.get("b")).isCloseTo(0.09, within(1e-12)); // not 2 · 0.04
        assertThat(adjusted.get("d")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void nothing_is_more_than_certain() {
        assertThat(Holm.adjusted(Map.of("a", 0.7, "b", 0.8)).values()).containsExactly(1.0, 1.0);
    }
}
