package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionTest {
    private static final StoppingRule ABOVE_HALF = new Threshold(null, 0.5, null, 1);
    private static final StoppingRule ABOVE_THIRD = new Threshold(null, 0.3, null, 1);
    private static final StoppingRule PROMOTE = new AshaPromote(1, 2);

    @Test
    void any_of_stops_what_one_stops_and_the_first_speaks() {
        StoppingRule any = new AnyOf(List.of(ABOVE_HALF, ABOVE_THIRD));

        assertThat(verdict(any, 0.2)).isEqualTo(new Verdict.GoOn());
        assertThat(bound(verdict(any, 0.4))).isEqualTo(0.3);
        assertThat(bound(verdict(any, 0.6))).isEqualTo(0.5);
    }

    @Test
    void all_of_stops_what_all_stop_and_everyone_speaks() {
        StoppingRule all = new AllOf(List.of(ABOVE_HALF, ABOVE_THIRD));

        assertThat(verdict(all, 0.4)).isEqualTo(new Verdict.GoOn());
        assertThat(verdict(all, 0.6)).isInstanceOfSatisfying(Verdict.Stop.class, stop -> {
            assertThat(stop.rule()).isEqualTo("all_of");
            assertThat(stop.reason()).contains("above 0.5000; and ").contains("above 0.3000");
        });
    }

    @Test
    void not_before_waits() {
        StoppingRule later = new NotBefore(2, ABOVE_HALF);

        assertThat(verdict(later, 0.9)).isEqualTo(new Verdict.GoOn());
        assertThat(verdict(later, 0.9, 0.9)).isInstanceOf(Verdict.Stop.class);
    }

    @Test
    void a_stop_goes_over_a_pause() {
        StoppingRule any = new AnyOf(List.of(PROMOTE, ABOVE_HALF));

        assertThat(verdict(any, 0.4)).isInstanceOf(Verdict.Pause.class);
        assertThat(verdict(any, 0.6)).isInstanceOf(Verdict.Stop.class);
        assertThat(any.pauses()).isTrue();
        assertThat(new AnyOf(List.of(ABOVE_HALF)).pauses()).isFalse();
    }

    private static Verdict verdict(StoppingRule rule, double... errors) {
        double[][] curves = {errors};
        Study study = Studies.study("s", StoppingSpec.NONE, 9);
        return rule.judge(study, Cases.index(study, curves), Cases.epoch(curves, 1));
    }

    private static double bound(Verdict verdict) {
        return ((Verdict.Stop) verdict).numbers().get("above");
    }
}
