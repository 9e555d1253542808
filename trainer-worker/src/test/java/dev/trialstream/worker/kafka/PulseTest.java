package dev.trialstream.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.kafka.Lease;
import org.junit.jupiter.api.Test;

class PulseTest {
    private long nanos;
    private final Pulse pulse = new Pulse(() -> nanos);

    @Test
    void a_worker_that_beats_in_time_is_unbroken() {
        long start = pulse.now();
        for (int i = 0; i < 100; i++) {
            nanos += Lease.SHORTEST.toNanos() - 1;
            pulse.beat();
        }
        assertThat(pulse.isUnbrokenSince(start)).isTrue();
    }

    @Test
    void a_silence_is_noticed_before_the_next_beat_and_never_forgotten_by_what_began_before() {
        long before = pulse.now();
        nanos += Lease.SHORTEST.toNanos();
        assertThat(pulse.isUnbrokenSince(before)).isFalse();
        pulse.beat();
        nanos += 1;
        long after = pulse.now();
        assertThat(pulse.isUnbrokenSince(before)).isFalse();
        assertThat(pulse.isUnbrokenSince(after)).isTrue();
    }

    @Test
    void a_beat_that_comes_first_does_not_hide_the_silence_before_it() {
        long before = pulse.now();
        nanos += Lease.SHORTEST.toNanos();
        pulse.beat();
        assertThat(pulse.isUnbrokenSince(before)).isFalse();
    }
}
