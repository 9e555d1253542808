package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.message.Job;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private long now;

    @Test
    void without_leeway_there_is_all_the_time_in_the_world() {
        Deadline deadline = new Deadline(null, () -> now);
        pass(Duration.ofDays(300));
        assertThat(deadline.passed()).isEmpty();
    }

    @Test
    void each_epoch_has_its_own_time_and_all_together_have_the_trials() {
        Deadline deadline =
                new Deadline(new Job.Leeway(0, 0, Duration.ofSeconds(25), Duration.ofSeconds(10)), () -> now);
        pass(Duration.ofSeconds(9));
        deadline.nextEpoch();
        pass(Duration.ofSeconds(9));
        assertThat(deadline.passed()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(deadline.passed()).contains("an epoch took longer than 10s");
        deadline.nextEpoch();
        assertThat(deadline.passed()).isEmpty();
        pass(Duration.ofSeconds(6));
        assertThat(deadline.passed()).contains("the trial took longer than 25s");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
