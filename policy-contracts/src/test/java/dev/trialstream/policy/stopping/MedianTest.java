package dev.trialstream.policy.stopping;

import static dev.trialstream.policy.contracts.Studies.curve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.policy.contracts.ComparingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianTest extends ComparingRuleContractTest {

    @Override
    protected StoppingSpec settings() {
        return new Median(2, 3).spec();
    }

    /** Errors at epoch 1 in the order of arrival; the verdict is on the last of them. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // the middle one of three others
        "0.1 0.2 0.4 0.3, stop above 0.2",
        "0.1 0.3 0.4 0.2, go on",
        // the mean of the middle two of four others
        "0.1 0.2 0.3 0.4 0.26, stop above 0.25",
        "0.1 0.2 0.3 0.4 0.24, go on",
        "0.4 0.3 0.2 0.1 0.9, stop above 0.25",
        // not worse is good enough
        "0.1 0.2 0.3 0.2, go on",
        "0.2 0.2 0.2 0.2, go on",
        // fewer than three others
        "0.1 0.1 0.9, go on",
        // a trial without a value ranks last, and is no median
        "0.1 0.2 NaN 0.3, stop above 0.2",
        "0.1 NaN NaN 0.3, go on",
        "0.1 0.2 NaN NaN 0.9, go on",
        "0.1 0.2 0.3 NaN, stop above 0.2",
        "NaN NaN NaN NaN, go on"
    })
    void a_trial_goes_on_until_it_is_worse_than_the_median_of_the_others(String errors, String verdict) {
        double[][] curves = Arrays.stream(errors.split(" "))
                .map(error -> new double[] {Double.parseDouble(error)})
                .toArray(double[][]::new);

        assertThat(shown(last(study(new Median(0, 3).spec()), curves))).isEqualTo(verdict);
    }

    @Test
    void the_others_are_those_that_have_reached_the_epoch_and_what_they_had_by_then() {
        Study study = study(new Median(0, 3).spec());
        double[][] three = {{0.9, 0.5, 0.1}, {0.9, 0.6}, {0.9, 0.7}, {0.1}, {0.9, 0.65}};

        // 0.5, 0.6 and 0.7 had reached epoch 2
        assertThat(shown(last(study, three))).isEqualTo("stop above 0.6");
        three[4] = new double[] {0.9, 0.55};
        assertThat(shown(last(study, three))).isEqualTo("go on");
    }

    @Test
    void nothing_is_stopped_while_it_warms_up() {
        double[][] second = {{0.1, 0.1}, {0.1, 0.1}, {0.9, 0.9}};
        assertThat(shown(last(study(new Median(2, 2).spec()), second))).isEqualTo("go on");
        assertThat(shown(last(study(new Median(1, 2).spec()), second))).isEqualTo("stop above 0.1");
    }

    /** Up to the third epoch every mean has the first epoch in it: 0.4 and 0.383 of these. */
    @Test
    void a_trial_is_not_stopped_for_how_it_began() {
        Study study = Studies.study("s", new Median(2, 1).spec(), 27, Objective.VALIDATION_ERROR);
        double[] quick = {0.9, 0.2, 0.1};
        double[] flat = {0.39, 0.38, 0.38};

        assertThat(shown(last(study, new double[][] {flat, quick}))).isEqualTo("go on");
        assertThat(shown(last(study, new double[][] {quick, flat}))).isEqualTo("stop above 0.1");
    }

    /** From the fourth epoch on means count: 0.9, 0.6, 0.467, 0.267 against 0.3 throughout. */
    @Test
    void a_single_bad_epoch_does_not_stop_a_trial_that_is_scored_by_means() {
        Study study = Studies.study("s", new Median(3, 1).spec(), 27, Objective.VALIDATION_ERROR);

        assertThat(shown(last(study, new double[][] {{0.3, 0.3, 0.3, 0.3}, {0.9, 0.3, 0.1, 0.4}})))
                .isEqualTo("go on");
    }

    /** 0.8 0.2 0.9 is worth 0.2 at its best epoch; the third epoch of a study that is scored by means is worth 0.9. */
    @Test
    void a_lucky_epoch_counts_for_less_where_the_objective_smooths() {
        StoppingSpec settings = new Median(0, 1).spec();
        double[][] curves = {{0.46, 0.46, 0.46}, {0.8, 0.2, 0.9}};

        assertThat(shown(last(study(settings), curves))).isEqualTo("go on");
        assertThat(shown(last(Studies.study("s", settings, 27, Objective.VALIDATION_ERROR), curves)))
                .isEqualTo("stop above 0.46");
    }

    @Test
    void larger_is_better_where_the_objective_is_maximised() {
        Objective accuracy = new Objective("validation_error", Objective.Direction.MAXIMIZE, Objective.At.BEST);
        Study study = Studies.study("s", new Median(0, 1).spec(), 27, accuracy);

        assertThat(shown(last(study, new double[][] {{0.4}, {0.5}}))).isEqualTo("go on");
        assertThat(shown(last(study, new double[][] {{0.5}, {0.4}}))).isEqualTo("stop above 0.5");
    }

    @Test
    void a_stop_carries_the_numbers_that_explain_it() {
        Verdict verdict = last(study(new Median(0, 2).spec()), new double[][] {{0.1}, {0.2}, {0.25}});

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Stop.class, stop -> {
            assertThat(stop.rule()).isEqualTo("median");
            assertThat(stop.numbers().keySet()).containsExactly("epoch", "value", "median", "of");
            assertThat(stop.numbers()).containsEntry("value", 0.25).containsEntry("of", 2.0);
            assertThat(stop.reason())
                    .isEqualTo("validation_error 0.2500 at epoch 1 is worse than 0.1500, the median of 2 others");
        });
    }

    @Test
    void settings_without_a_median_are_refused() {
        assertThatThrownBy(() -> new Median(0, 0))
                .hasMessage("median: expected warmup of at least 0 and min_trials of at least 1, got 0 and 0");
    }

    private static Study study(StoppingSpec settings) {
        return Studies.study("s", settings, 27);
    }

    private static Verdict last(Study study, double[][] errors) {
        CurveIndex curves = new CurveIndex(study.objective());
        for (int i = 0; i < errors.length; i++) {
            curves.put("s." + (i + 1), curve(errors[i]));
        }
        NewEpoch epoch = new NewEpoch("s." + errors.length, curve(errors[errors.length - 1]));
        return StoppingRules.onClassPath().make(study.stopping()).judge(study, curves, epoch);
    }

    private static String shown(Verdict verdict) {
        if (!(verdict instanceof Verdict.Stop stop)) {
            return "go on";
        }
        Map<String, Double> numbers = stop.numbers();
        return String.format(java.util.Locale.ROOT, "stop above %.4g", numbers.getOrDefault("median", Double.NaN))
                .replaceAll("0+$", "");
    }
}
