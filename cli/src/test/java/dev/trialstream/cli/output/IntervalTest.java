package dev.trialstream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    /** z = 1.959964, z² = 3.841459; (0.1 + 0.01921) / 1.038415 ± 1.959964 / 1.038415 · √(0.0009 + 0.0000960). */
    @Test
    void a_share_has_the_interval_of_wilson() {
        Interval interval = Interval.ofShare(0.1, 100);
        assertThat(interval.low()).isCloseTo(0.05523, within(1e-5));
        assertThat(interval.high()).isCloseTo(0.17437, within(1e-5));
    }

    @Test
    void a_share_of_nothing_may_still_be_something() {
        Interval interval = Interval.ofShare(0, 100);
        assertThat(interval.low()).isCloseTo(0, within(1e-12));
        assertThat(interval.high()).isCloseTo(3.841459 / 103.841459, within(1e-6));
    }

    @Test
    void another_value_has_that_of_its_standard_error() {
        Interval interval = Interval.of(10, 1);
        assertThat(interval.low()).isCloseTo(8.040036, within(1e-6));
        assertThat(interval.high()).isCloseTo(11.959964, within(1e-6));
    }
}
