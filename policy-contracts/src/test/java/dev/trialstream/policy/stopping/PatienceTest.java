package dev.trialstream.policy.stopping;

import static dev.trialstream.policy.contracts.Studies.curve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest extends StoppingRuleContractTest {

    @Override
    protected StoppingSpec settings() {
        return new Patience(3, 0.01).spec();
    }

    /** Errors of a trial from epoch 1; after its last epoch it is stopped or goes on. */
    @ParameterizedTest(name = "{0} epochs, {1}, {2}: stopped {3}")
    @CsvSource({
        // the best of epoch 1, and three epochs that are no better
        "3, 0, 0.5 0.5 0.6, false",
        "3, 0, 0.5 0.5 0.6 0.7, true",
        "3, 0, 0.5 0.5 0.6 0.4, false",
        // better at the second epoch, so the waiting starts again there
        "3, 0, 0.5 0.4 0.6 0.7, false",
        "3, 0, 0.5 0.4 0.6 0.7 0.4, true",
        // an improvement of exactly min_delta is none; quarters are exact in binary
        "2, 0.25, 1 0.75 0.75, true",
        "2, 0.25, 1 0.75 0.5, false",
        // small steps count together
        "3, 0.25, 1 0.875 0.75 0.625, false",
        "1, 0.25, 1 0.875, true",
        // no finite value yet
        "2, 0, NaN NaN, false",
        "2, 0, NaN NaN NaN, true",
        "2, 0, NaN NaN 0.9, false",
        "2, 0, 0.9 NaN NaN, true"
    })
    void a_trial_is_stopped_once_it_has_not_become_better(int epochs, double minDelta, String errors, boolean stopped) {
        Study study = Studies.study("s", new Patience(epochs, minDelta).spec(), 27);
        assertThat(verdict(study, errors) instanceof Verdict.Stop).isEqualTo(stopped);
    }

    /** Smoothed: 0.8, 0.5, min(0.5, 0.6) = 0.5, then (0.2 + 0.8 + 0.1)/3 = 0.367. */
    @Test
    void what_improves_is_what_the_objective_makes_of_the_curve() {
        StoppingSpec settings = new Patience(2, 0.05).spec();
        Study best = Studies.study("s", settings, 27);
        Study smoothed = Studies.study("s", settings, 27, Objective.VALIDATION_ERROR);

        assertThat(verdict(best, "0.8 0.2 0.8 0.19")).isInstanceOf(Verdict.Stop.class);
        assertThat(verdict(smoothed, "0.8 0.2 0.8 0.19")).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void larger_is_better_where_the_objective_is_maximised() {
        Objective accuracy = new Objective("validation_error", Objective.Direction.MAXIMIZE, Objective.At.BEST);
        Study study = Studies.study("s", new Patience(1, 0).spec(), 27, accuracy);

        assertThat(verdict(study, "0.4 0.5")).isEqualTo(new Verdict.GoOn());
        assertThat(verdict(study, "0.5 0.4")).isInstanceOf(Verdict.Stop.class);
    }

    @Test
    void a_stop_carries_the_numbers_that_explain_it() {
        Study study = Studies.study("s", new Patience(2, 0.125).spec(), 27);

        assertThat(verdict(study, "0.5 0.75 0.4375")).isInstanceOfSatisfying(Verdict.Stop.class, stop -> {
            assertThat(stop.rule()).isEqualTo("patience");
            assertThat(stop.numbers().toString())
                    .isEqualTo("{epoch=3.0, epochs=2.0, before=0.5, value=0.4375, min_delta=0.125}");
            assertThat(stop.reason())
                    .isEqualTo(
                            "validation_error went from 0.5000 to 0.4375, no more than 0.1250 better, in the 2 epochs"
                                    + " up to 3");
        });
        assertThat(verdict(study, "NaN NaN NaN"))
                .isEqualTo(new Verdict.Stop(
                        "patience",
                        java.util.Map.of("epoch", 3.0, "epochs", 2.0),
                        "validation_error has had no finite value in the 2 epochs up to 3"));
    }

    @Test
    void settings_that_wait_for_nothing_are_refused() {
        assertThatThrownBy(() -> new Patience(0, Double.NaN))
                .hasMessage(
                        "patience: expected epochs of at least 1 and a finite min_delta of at least 0, got 0 and NaN");
    }

    private static Verdict verdict(Study study, String errors) {
        NewEpoch epoch = new NewEpoch(
                "s.1",
                curve(Arrays.stream(errors.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
        CurveIndex curves = new CurveIndex(study.objective());
        curves.put("s.1", epoch.curve());
        return StoppingRules.onClassPath().make(study.stopping()).judge(study, curves, epoch);
    }
}
