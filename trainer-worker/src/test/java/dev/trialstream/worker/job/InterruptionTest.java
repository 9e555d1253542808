package dev.trialstream.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.message.Decision;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.message.Grounds;
import dev.trialstream.protocol.message.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private static final Job JOB = new Job.Cleanup("s.1", "s", 2, List.of(), false);
    private static final Grounds GROUNDS = new Grounds("asha", Map.of(), "weak", "e", Instant.EPOCH);

    @Test
    void a_stop_of_an_earlier_attempt_stops_this_one() {
        Decision.Stop stop = new Decision.Stop("d", "s", "s.1", 1, 3, GROUNDS);
        assertThat(end(stop)).isEqualTo(new Fact.Stopped("s.1", 2, "w", 5, stop));
    }

    @Test
    void a_pause_by_a_rule_is_kept_in_the_history_and_one_by_a_user_is_not() {
        Decision.Pause pause = new Decision.Pause("d", "s", "s.1", 2, 3, GROUNDS);
        assertThat(end(pause)).isEqualTo(new Fact.Released("s.1", 2, "w", "weak", null, pause));
        assertThat(end(new Decision.Suspend("d", "s", "s.1", 2, GROUNDS)))
                .isEqualTo(new Fact.Released("s.1", 2, "w", "weak"));
    }

    @Test
    void the_end_of_a_fenced_attempt_is_its_owners_to_tell() {
        Interruption fenced = new Interruption.Decided(new Decision.Fence("d", "s", "s.1", 2, GROUNDS, "w"));
        assertThat(fenced.end(JOB, "w", 5)).isEmpty();
    }

    @Test
    void a_decision_that_ends_no_attempt_is_refused() {
        assertThatThrownBy(() -> end(new Decision.Resume("d", "s", "s.1", 2, 3, GROUNDS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_worker_that_leaves_gives_the_job_back_without_a_failure() {
        Interruption leaving = new Interruption.Leaving();
        assertThat(leaving.verdict(JOB)).isInstanceOf(Decision.Suspend.class);
        assertThat(leaving.end(JOB, "w", 5)).contains(new Fact.Released("s.1", 2, "w", "the worker is leaving"));
    }

    @Test
    void an_attempt_that_takes_too_long_is_a_failure() {
        Interruption late = new Interruption.TimedOut("an epoch took longer than 1 min");
        assertThat(late.verdict(JOB).reason()).isEqualTo("an epoch took longer than 1 min");
        assertThat(late.end(JOB, "w", 5))
                .contains(new Fact.Released("s.1", 2, "w", "an epoch took longer than 1 min", Failure.TIMED_OUT));
    }

    private static Fact end(Decision decision) {
        return new Interruption.Decided(decision).end(JOB, "w", 5).orElseThrow();
    }
}
