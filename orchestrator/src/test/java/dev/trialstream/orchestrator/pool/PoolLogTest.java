package dev.trialstream.orchestrator.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.TrainerSpec;
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
    void who_says_farewell_is_gone_when_what_it_gave_back_has_had_the_time_to_arrive() {
        pool.apply(heartbeat("a", 2, false));
        pool.apply(heartbeat("a", 0, true));
        tick(1);
        assertThat(pool.pool().hasLost("a")).isFalse();
        tick(1);
        assertThat(pool.pool().hasLost("a")).isTrue();

        pool.apply(heartbeat("a", 2, false));
        pool.apply(heartbeat("a", 0, true));
        pool.apply(heartbeat("a", 2, false));
        tick(2);
        assertThat(pool.pool().hasLost("a")).as("it has come back").isFalse();
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

    @Test
    void a_trainer_that_none_of_the_workers_here_has_is_refused() {
        pool.apply(trains("a", List.of("try"), false));
        pool.apply(trains("b", List.of("train"), false));
        pool.apply(trains("leaving", List.of("fly"), true));
        pool.pool().check(TrainerSpec.command("try"));
        pool.pool().check(TrainerSpec.own("parabola"));
        pool.pool().check(TrainerSpec.MLP);
        assertThatThrownBy(() -> pool.pool().check(TrainerSpec.command("fly")))
                .isInstanceOf(InvalidStudy.class)
                .hasMessage("trainer.name: none of the workers here has a command fly, expected one of [train, try]");
        assertThatThrownBy(() -> pool.pool().check(TrainerSpec.own("try")))
                .hasMessage(
                        "trainer.name: none of the workers here has a trainer try, expected one of [dl4j, parabola]");
    }

    @Test
    void where_nobody_is_here_or_one_does_not_say_no_trainer_is_refused() {
        pool.pool().check(TrainerSpec.command("fly"));
        pool.apply(trains("a", List.of(), false));
        assertThatThrownBy(() -> pool.pool().check(TrainerSpec.command("fly"))).hasMessageEndingWith("nor any other");
        pool.apply(heartbeat("old", 1, false));
        pool.pool().check(TrainerSpec.command("fly"));
    }

    private static PoolMessage trains(String worker, List<String> commands, boolean draining) {
        PoolMessage.Repertoire repertoire = new PoolMessage.Repertoire(List.of("parabola", "dl4j"), commands);
        return new PoolMessage.Heartbeat(worker, 1, List.of(), "cpu", null, repertoire, "0", draining, NOON);
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
