package dev.trialstream.metrics.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.metrics.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionTest {
    private static final StoppingSpec ABOVE_HALF = new StoppingSpec.Threshold(null, 0.5, null, 1);
    private static final StoppingSpec ABOVE_THIRD = new StoppingSpec.Threshold(null, 0.3, null, 1);
    private static final StoppingSpec PROMOTE = new StoppingSpec.AshaPromote(1, 2);

    @Test
    void any_of_stops_what_one_stops_and_the_first_speaks() {
        StoppingSpec any = new StoppingSpec.AnyOf(List.of(ABOVE_HALF, ABOVE_THIRD));

        assertThat(verdict(any, 0.2)).isEqualTo(new Verdict.GoOn());
        assertThat(bound(verdict(any, 0.4))).isEqualTo(0.3);
        assertThat(bound(verdict(any, 0.6))).isEqualTo(0.5);
    }

    @Test
    void all_of_stops_what_all_stop_and_everyone_speaks() {
        StoppingSpec all = new StoppingSpec.AllOf(List.of(ABOVE_HALF, ABOVE_THIRD));

        assertThat(verdict(all, 0.4)).isEqualTo(new Verdict.GoOn());
        assertThat(verdict(all, 0.6)).isInstanceOfSatisfying(Verdict.Stop.class, stop -> {
            assertThat(stop.rule()).isEqualTo("all_of");
            assertThat(stop.reason()).contains("above 0.5000; and ").contains("above 0.3000");
        });
    }

    @Test
    void not_before_waits() {
        StoppingSpec later = new StoppingSpec.NotBefore(2, ABOVE_HALF);

        assertThat(verdict(later, 0.9)).isEqualTo(new Verdict.GoOn());
        assertThat(verdict(later, 0.9, 0.9)).isInstanceOf(Verdict.Stop.class);
    }

    @Test
    void a_stop_goes_over_a_pause() {
        StoppingSpec any = new StoppingSpec.AnyOf(List.of(PROMOTE, ABOVE_HALF));

        assertThat(verdict(any, 0.4)).isInstanceOf(Verdict.Pause.class);
        assertThat(verdict(any, 0.6)).isInstanceOf(Verdict.Stop.class);
        assertThat(StoppingRules.of(any).pauses()).isTrue();
        assertThat(StoppingRules.of(new StoppingSpec.AnyOf(List.of(ABOVE_HALF))).pauses())
                .isFalse();
    }

    private static Verdict verdict(StoppingSpec settings, double... errors) {
        return Cases.last(Studies.study("s", settings, 9), new double[][] {errors});
    }

    private static double bound(Verdict verdict) {
        return ((Verdict.Stop) verdict).numbers().get("above");
    }
}
