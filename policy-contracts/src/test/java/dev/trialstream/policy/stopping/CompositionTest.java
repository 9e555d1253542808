package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    /** Four at epoch 1: of the best half 1 and 2 go on by halves, and 1 alone by quarters. */
    @Test
    void a_rule_resumes_only_what_no_other_rule_holds() {
        StoppingRule quarters = new AshaPromote(1, 4);
        double[][] errors = {{0.1}, {0.2}, {0.3}, {0.4}};

        assertThat(resumed(PROMOTE, errors)).containsExactly("s.1", "s.2");
        assertThat(resumed(quarters, errors)).containsExactly("s.1");
        assertThat(resumed(new AnyOf(List.of(PROMOTE, quarters)), errors)).containsExactly("s.1");
        assertThat(resumed(new AnyOf(List.of(quarters, PROMOTE)), errors)).containsExactly("s.1");
        assertThat(resumed(new AnyOf(List.of(new AnyOf(List.of(PROMOTE, ABOVE_HALF)), quarters)), errors))
                .containsExactly("s.1");
    }

    /** The first rule has its rungs at 1, 2 and 4, the second one at 2. */
    @Test
    void rules_with_other_rungs_hold_only_what_waits_at_their_own() {
        StoppingRule any = new AnyOf(List.of(PROMOTE, new AshaPromote(2, 3)));
        double[][] errors = {{0.1}, {0.2}, {0.3, 0.3}, {0.4, 0.4}};

        assertThat(resumed(any, errors)).containsExactly("s.1", "s.2");
        double[][] third = {{0.1}, {0.2}, {0.3, 0.3}, {0.4, 0.4}, {0.5, 0.5}};
        assertThat(resumed(any, third)).containsExactly("s.3", "s.1", "s.2");
    }

    /** A rule of another project: it holds every trial at epoch 1 until three wait there. */
    private record Together() implements StoppingRule {
        @Override
        public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
            return epoch.epoch() == 1
                    ? new Verdict.Pause("together", Map.of(), "waits for the others")
                    : new Verdict.GoOn();
        }

        @Override
        public List<Verdict.Resume> resume(Study study, Curves curves, List<NewEpoch> paused) {
            return paused.size() < 3
                    ? List.of()
                    : paused.stream()
                            .map(it -> new Verdict.Resume(it.trial(), "together", Map.of(), "all are here"))
                            .toList();
        }

        @Override
        public boolean pauses() {
            return true;
        }
    }

    @Test
    void a_trial_that_two_rules_hold_is_resumed_once_and_only_by_both() {
        StoppingRule any = new AnyOf(List.of(PROMOTE, new Together()));

        assertThat(resumed(any, new double[][] {{0.1}, {0.2}})).isEmpty();
        assertThat(resumed(any, new double[][] {{0.1}, {0.2}, {0.3}, {0.4}})).containsExactly("s.1", "s.2");
    }

    @Test
    void a_rule_that_waits_pauses_and_resumes_as_the_rule_within_it() {
        StoppingRule later = new NotBefore(2, PROMOTE);

        assertThat(later.pauses()).isTrue();
        assertThat(verdict(later, 0.4)).isEqualTo(new Verdict.GoOn());
        assertThat(verdict(later, 0.4, 0.4)).isInstanceOf(Verdict.Pause.class);
        assertThat(resumed(later, new double[][] {{0.4, 0.4}, {0.5, 0.5}})).containsExactly("s.1");
    }

    /** All trials wait where their curves end. */
    private static List<String> resumed(StoppingRule rule, double[][] errors) {
        Study study = Studies.study("s", StoppingSpec.NONE, 9);
        List<NewEpoch> paused = IntStream.rangeClosed(1, errors.length)
                .mapToObj(number -> Cases.epoch(errors, number))
                .toList();
        CurveIndex curves = Cases.index(study, errors);
        List<Verdict.Resume> resumed = rule.resume(study, curves, paused);
        assertThat(rule.resume(study, curves, PausedTrials.of(study.objective(), paused)))
                .isEqualTo(resumed);
        return resumed.stream().map(Verdict.Resume::trial).toList();
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
