package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace(Duration.ofMillis(20));

    @Test
    void with_nothing_to_say_there_is_no_hurry() {
        pace.heard(0, 1000);
        assertThat(pace.isDue(1000)).isFalse();
    }

    @Test
    void what_is_said_after_a_silence_is_out_at_once_and_what_follows_waits_a_moment() {
        pace.heard(999, 1000);
        pace.said();
        assertThat(pace.isDue(1000)).isTrue();
        assertThat(pace.isDue(1000)).isFalse();

        pace.said();
        assertThat(pace.isDue(1019)).isFalse();
        assertThat(pace.isDue(1020)).isTrue();
    }

    /** A second behind: 200 ms; an hour behind: half a second. */
    @Test
    void who_is_behind_says_more_at_a_time() {
        pace.said();
        assertThat(pace.isDue(1000)).isTrue();

        pace.said();
        pace.heard(100, 1100);
        assertThat(pace.isDue(1199)).isFalse();
        assertThat(pace.isDue(1200)).isTrue();

        pace.said();
        pace.heard(0, 3_600_000);
        assertThat(pace.isDue(1699)).isFalse();
        assertThat(pace.isDue(1700)).isTrue();
    }
}
