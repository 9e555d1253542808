package dev.trialstream.protocol.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ServiceLoopsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ServiceLoops loops = new ServiceLoops("test", nanos::get, Duration.ofMillis(10));

    @Test
    void a_loop_that_only_ever_begins_anew_is_told_of_after_three_minutes() {
        AtomicInteger begun = new AtomicInteger();
        try (loops) {
            loops.start("poisoned", () -> () -> {
                begun.incrementAndGet();
                throw new KafkaException("always the same record");
            });
            for (int i = 0; i < 3; i++) {
                int before = begun.get();
                Awaitility.await().until(() -> begun.get() > before + 1);
                assertThat(loops.stuck()).isEmpty();
                pass(Duration.ofSeconds(55));
            }
            int before = begun.get();
            Awaitility.await().until(() -> begun.get() > before + 1);
            pass(Duration.ofSeconds(30));
            assertThat(loops.stuck()).contains("test-poisoned has been beginning anew for 180 s");
        }
    }

    @Test
    void a_loop_that_runs_for_a_minute_has_overcome_its_trouble() {
        AtomicInteger begun = new AtomicInteger();
        try (loops) {
            loops.start("recovering", () -> () -> {
                if (begun.incrementAndGet() == 1) {
                    throw new KafkaException("once");
                }
                while (loops.running()) {
                    Thread.onSpinWait();
                }
            });
            Awaitility.await().until(() -> begun.get() == 2);
            pass(Duration.ofSeconds(200));
            Awaitility.await().untilAsserted(() -> assertThat(loops.stuck()).isEmpty());
        }
    }

    @Test
    void a_loop_that_cannot_reach_the_broker_is_no_reason_to_restart_the_process() {
        AtomicInteger begun = new AtomicInteger();
        try (loops) {
            loops.start("unreachable", () -> () -> {
                begun.incrementAndGet();
                throw new TimeoutException("no answer within a minute");
            });
            for (int minute = 0; minute < 10; minute++) {
                int before = begun.get();
                Awaitility.await().until(() -> begun.get() > before + 1);
                assertThat(loops.stuck()).isEmpty();
                pass(Duration.ofMinutes(1));
            }
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
