package dev.trialstream.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"90s, 90000", "10m, 600000", "1h30m, 5400000", "250ms, 250", "1h2m3s4ms, 3723004", "0s, 0"})
    void reads_what_people_write(String text, long millis) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "10", "s", "-5s", "1.5h", "5s1m", "ten minutes", "10 m"})
    void refuses_what_is_no_duration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void reads_back_what_it_writes() {
        for (long millis : new long[] {0, 1, 999, 1000, 61_001, 3_600_000, 90_061_001}) {
            Duration duration = Duration.ofMillis(millis);
            assertThat(Durations.parse(Durations.format(duration))).contains(duration);
        }
    }
}
