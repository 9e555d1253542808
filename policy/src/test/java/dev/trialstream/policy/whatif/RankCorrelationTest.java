package dev.trialstream.policy.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    /** Ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4, 1 − 6·4/(5·24) = 0.8. */
    @Test
    void it_is_that_of_the_ranks() {
        assertThat(RankCorrelation.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(20.0, 1.0, 400.0, 30.0, 1e9)))
                .isCloseTo(0.8, within(1e-12));
    }

    /** Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5/√(4.5·5). */
    @Test
    void equal_values_share_a_rank() {
        assertThat(RankCorrelation.of(List.of(1.0, 2.0, 2.0, 4.0), List.of(1.0, 2.0, 3.0, 4.0)))
                .isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
    }

    @Test
    void two_pairs_say_nothing() {
        assertThat(RankCorrelation.of(List.of(1.0, 2.0), List.of(1.0, 2.0))).isNaN();
    }
}
