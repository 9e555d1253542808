package dev.trialstream.orchestrator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.PoolMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolLogTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final PoolLog pool = new PoolLog();

    @Test
    void it_counts_the_slots_of_everyone_who_is_here() {
        pool.apply(heartbeat("a", 2, false));
        pool.apply(heartbeat("b", 3, false));
        pool.apply(heartbeat("a", 2, false));
        assertThat(pool.pool().slots()).isEqualTo(5);
    }

    @Test
    void who_drains_or_says_farewell_no_longer_counts() {
        pool.apply(heartbeat("a", 2, false));
        pool.apply(heartbeat("b", 3, false));
        pool.apply(heartbeat("a", 2, true));
        pool.apply(heartbeat("b", 0, true));
        assertThat(pool.pool().slots()).isZero();
    }

    @Test
    void a_worker_is_gone_after_four_ticks_of_silence_and_not_before() {
        pool.apply(heartbeat("a", 2, false));
        tick(PoolLog.LEASE_TICKS - 1);
        assertThat(pool.pool().slots()).isEqualTo(2);
        pool.apply(heartbeat("a", 2, false));
        tick(PoolLog.LEASE_TICKS - 1);
        assertThat(pool.pool().slots()).isEqualTo(2);
        assertThat(pool.pool().hasLost("a")).isFalse();
        tick(1);
        assertThat(pool.pool().slots()).isZero();
        assertThat(pool.pool().hasLost("a")).isTrue();
    }

    @Test
    void who_comes_back_is_here_again() {
        pool.apply(heartbeat("a", 2, false));
        tick(PoolLog.LEASE_TICKS);
        pool.apply(heartbeat("a", 2, false));
        assertThat(pool.pool().hasLost("a")).isFalse();
        assertThat(pool.pool().slots()).isEqualTo(2);
    }

    @Test
    void it_knows_what_is_held_and_how_many_slots_are_free() {
        pool.apply(new PoolMessage.Heartbeat("a", 3, List.of(new PoolMessage.Held("s.1", 2)), "cpu", "0", false, NOON));
        pool.apply(heartbeat("b", 1, true));
        assertThat(pool.pool().holds("a", "s.1", 2)).isTrue();
        assertThat(pool.pool().holds("a", "s.1", 1)).isFalse();
        assertThat(pool.pool().holds("b", "s.1", 2)).isFalse();
        assertThat(pool.pool().free()).isEqualTo(2);
    }

    @Test
    void time_that_passes_outside_the_log_expires_nobody() {
        pool.apply(heartbeat("a", 2, false));
        pool.apply(new PoolMessage.Tick("o", 1, NOON.plusSeconds(86_400)));
        assertThat(pool.pool().slots()).isEqualTo(2);
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            pool.apply(new PoolMessage.Tick("o", i, NOON));
        }
    }

    private static PoolMessage heartbeat(String worker, int slots, boolean draining) {
        return new PoolMessage.Heartbeat(worker, slots, List.of(), "cpu", "0", draining, NOON);
    }
}
