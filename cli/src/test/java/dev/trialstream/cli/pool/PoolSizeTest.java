package dev.trialstream.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSizeTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private final PoolSize size = new PoolSize(0, 4, 1, Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "0, 9, 1, 4", "2, 0, 1, 2", "0, 5, 2, 3", "0, 6, 2, 3", "1, 1, 8, 1"})
    void there_are_workers_for_the_slots_that_are_wanted_within_the_bounds(
            int least, int wanted, int slotsEach, int workers) {
        int most = Math.max(least, 4);
        PoolSize bounded = new PoolSize(least, most, slotsEach, Duration.ofSeconds(30));
        assertThat(bounded.at(NOON, wanted)).isEqualTo(workers);
    }

    @Test
    void it_grows_at_once_and_shrinks_after_the_quiet_time_to_what_was_wanted_most_in_it() {
        assertThat(size.at(NOON, 0)).isZero();
        assertThat(size.at(NOON.plusSeconds(1), 3)).isEqualTo(3);
        assertThat(size.at(NOON.plusSeconds(2), 0)).isEqualTo(3);
        assertThat(size.at(NOON.plusSeconds(20), 1)).isEqualTo(3);
        assertThat(size.at(NOON.plusSeconds(21), 0)).isEqualTo(3);
        assertThat(size.at(NOON.plusSeconds(31), 0)).isEqualTo(1);
        assertThat(size.at(NOON.plusSeconds(49), 0)).isEqualTo(1);
        assertThat(size.at(NOON.plusSeconds(50), 0)).isZero();
    }

    @Test
    void what_comes_and_goes_within_the_quiet_time_moves_nobody() {
        Random random = new Random(1);
        size.at(NOON, 4);
        for (int second = 1; second < 600; second++) {
            int wanted = second % 20 == 0 ? 4 : random.nextInt(5);
            assertThat(size.at(NOON.plusSeconds(second), wanted)).isEqualTo(4);
        }
    }
}
