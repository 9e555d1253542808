package dev.trialstream.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.pool.PoolLog;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.PoolMessage.Held;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Map<String, Pool.Capacity> CPUS = Map.of(TopicLayout.CPU, new Pool.Capacity(1, 0, null));
    private static final JobLog HELD = new JobLog("s.1", 2, "w", JobLog.State.RUNNING, 0);
    private static final JobLog WAITING = new JobLog("s.1", 2, null, JobLog.State.WAITING, 0);

    private final Leases leases = new Leases();

    @Test
    void a_job_that_heartbeats_name_is_held_for_ever() {
        for (long tick = 0; tick < 100; tick++) {
            assertThat(leases.check(holding(tick), List.of(HELD))).isEmpty();
        }
    }

    @Test
    void a_lease_that_is_not_renewed_lapses_at_its_last_tick_and_once() {
        leases.check(holding(7), List.of(HELD));
        assertThat(leases.check(notHolding(7 + PoolLog.LEASE_TICKS - 1), List.of(HELD)))
                .isEmpty();
        assertThat(leases.check(notHolding(7 + PoolLog.LEASE_TICKS), List.of(HELD)))
                .containsExactly(new Fact.Lapsed("s.1", 2, "w"));
        assertThat(leases.check(notHolding(7 + PoolLog.LEASE_TICKS), List.of(HELD)))
                .isEmpty();
    }

    @Test
    void a_worker_that_is_known_to_be_gone_is_not_waited_for() {
        Pool pool = new Pool(1, 0, 0, Map.of(), Set.of("w"));
        assertThat(leases.check(pool, List.of(HELD))).containsExactly(new Fact.Lapsed("s.1", 2, "w"));
    }

    @Test
    void a_worker_that_nothing_was_heard_of_yet_has_a_whole_lease() {
        assertThat(leases.check(new Pool(1000, 0, 0, Map.of(), Set.of()), List.of(HELD)))
                .isEmpty();
        assertThat(leases.check(new Pool(1000 + PoolLog.LEASE_TICKS, 0, 0, Map.of(), Set.of()), List.of(HELD)))
                .hasSize(1);
    }

    @Test
    void what_is_held_over_http_has_the_lease_of_its_study_from_when_it_was_last_heard_of() {
        long lease = 30;
        for (long tick = 0; tick <= 100; tick++) {
            Pool heard = new Pool(tick, CPUS, Map.of(), Set.of(), Map.of(new Held("s.1", 2), tick / 10 * 10));
            assertThat(leases.check(heard, List.of(HELD), job -> lease, job -> TopicLayout.CPU))
                    .isEmpty();
        }
        Map<Held, Long> last = Map.of(new Held("s.1", 2), 100L);
        assertThat(leases.check(
                        new Pool(129, CPUS, Map.of(), Set.of(), last),
                        List.of(HELD),
                        job -> lease,
                        job -> TopicLayout.CPU))
                .isEmpty();
        assertThat(leases.check(
                        new Pool(130, CPUS, Map.of(), Set.of(), last),
                        List.of(HELD),
                        job -> lease,
                        job -> TopicLayout.CPU))
                .containsExactly(new Fact.Lapsed("s.1", 2, "w"));
    }

    @Test
    void time_without_ticks_lapses_nothing() {
        leases.check(holding(7), List.of(HELD));
        for (int i = 0; i < 100; i++) {
            assertThat(leases.check(notHolding(7), List.of(HELD))).isEmpty();
        }
    }

    @Test
    void a_job_that_nobody_claims_lapses_only_while_slots_are_free() {
        for (long tick = 0; tick < 100; tick++) {
            assertThat(leases.check(new Pool(tick, 2, 0, Map.of(), Set.of()), List.of(WAITING)))
                    .isEmpty();
        }
        assertThat(leases.check(new Pool(99 + Leases.UNCLAIMED_TICKS - 1, 2, 1, Map.of(), Set.of()), List.of(WAITING)))
                .isEmpty();
        assertThat(leases.check(new Pool(99 + Leases.UNCLAIMED_TICKS, 2, 1, Map.of(), Set.of()), List.of(WAITING)))
                .containsExactly(new Fact.Lapsed("s.1", 2, null));
    }

    @Test
    void what_is_over_or_not_dispatched_has_no_lease() {
        Pool pool = new Pool(1, 1, 1, Map.of(), Set.of("w"));
        List<JobLog> jobs = List.of(
                new JobLog("s.1", 2, "w", JobLog.State.COMPLETED, 0),
                new JobLog("s.2", 2, null, JobLog.State.REQUESTED, 0));
        assertThat(leases.check(pool, jobs)).isEmpty();
        assertThat(leases.check(new Pool(1000, 1, 1, Map.of(), Set.of("w")), jobs))
                .isEmpty();
    }

    private static Pool holding(long tick) {
        return new Pool(tick, 1, 0, Map.of("w", Set.of(new Held("s.1", 2))), Set.of());
    }

    private static Pool notHolding(long tick) {
        return new Pool(tick, 1, 1, Map.of("w", Set.of()), Set.of());
    }
}
