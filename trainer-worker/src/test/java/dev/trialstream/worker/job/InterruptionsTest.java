package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InterruptionsTest {
    private static final Interruption LEAVING = new Interruption.Leaving();

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<Optional<Interruption>> outside = new AtomicReference<>(Optional.empty());
    private final Interruptions interruptions = new Interruptions(
            outside::get, new Deadline(new Job.Leeway(1, 0, null, Duration.ofMinutes(1)), nanos::get));

    @Test
    void an_attempt_in_time_is_not_interrupted() {
        nanos.set(Duration.ofMinutes(1).toNanos());
        assertThat(interruptions.ask()).isEmpty();
        assertThat(interruptions.first()).isEmpty();
    }

    @Test
    void what_comes_from_outside_goes_before_the_deadline() {
        nanos.set(Duration.ofMinutes(2).toNanos());
        outside.set(Optional.of(LEAVING));
        assertThat(interruptions.ask()).contains(LEAVING);
    }

    @Test
    void the_first_interruption_stands() {
        nanos.set(Duration.ofMinutes(2).toNanos());
        Interruption late = new Interruption.TimedOut("an epoch took longer than 1m");
        assertThat(interruptions.ask()).contains(late);

        outside.set(Optional.of(LEAVING));
        interruptions.nextEpoch();

        assertThat(interruptions.ask()).contains(late);
        assertThat(interruptions.first()).contains(late);
    }
}
