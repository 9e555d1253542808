package dev.trialstream.policy.stopping;

import static dev.trialstream.policy.contracts.Studies.curve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.policy.contracts.ComparingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AshaTest extends ComparingRuleContractTest {

    @Override
    protected StoppingSpec settings() {
        return new Asha(1, 3).spec();
    }

    /** Errors at the first rung in the order of arrival; the verdict is on the last of them. */
    @ParameterizedTest(name = "eta {0}, {1}: {2}")
    @CsvSource({
        // fewer than eta: no share to be among
        "3, 0.9, go on",
        "3, 0.1 0.9, go on",
        // floor(3/3) = 1 goes on
        "3, 0.5 0.6 0.4, go on",
        "3, 0.4 0.6 0.5, stop at 2 of 3: cutoff 0.4",
        "3, 0.4 0.5 0.6, stop at 3 of 3: cutoff 0.4",
        // floor(5/3) = 1, floor(6/3) = 2
        "3, 0.1 0.2 0.3 0.4 0.15, stop at 2 of 5: cutoff 0.1",
        "3, 0.1 0.2 0.3 0.4 0.5 0.15, go on",
        "3, 0.1 0.2 0.3 0.4 0.5 0.25, stop at 3 of 6: cutoff 0.2",
        // equal scores share the better place
        "3, 0.4 0.5 0.4, go on",
        "3, 0.4 0.5 0.5, stop at 2 of 3: cutoff 0.4",
        // no finite value is worst, and counts
        "3, NaN, go on",
        "3, 0.4 0.5 NaN, stop at 3 of 3: cutoff 0.4",
        "3, NaN NaN NaN, stop at 3 of 3",
        "3, NaN NaN 0.9, go on",
        "3, 0.4 NaN NaN 0.5, stop at 2 of 4: cutoff 0.4",
        "3, 0.4 0.5 Infinity, stop at 3 of 3: cutoff 0.4",
        "2, 0.4 0.5, stop at 2 of 2: cutoff 0.4",
        "2, 0.5 0.4, go on",
        "2, 0.4 0.5 0.6 0.45, go on",
        "4, 0.4 0.5 0.6, go on",
        "4, 0.4 0.5 0.6 0.45, stop at 2 of 4: cutoff 0.4"
    })
    void a_trial_goes_on_when_it_is_among_the_best_share_at_its_rung(int reduction, String errors, String verdict) {
        double[][] curves = Arrays.stream(errors.split(" "))
                .map(error -> new double[] {Double.parseDouble(error)})
                .toArray(double[][]::new);

        assertThat(shown(lastOf(new Asha(1, reduction).spec(), 27, curves))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 1 3 9", "2, 3, 2 6 18", "1, 2, 1 2 4 8 16", "5, 4, 5 20", "27, 3, ''", "40, 2, ''"})
    void rungs_are_eta_apart_and_before_the_last_epoch(int min, int reduction, String rungs) {
        List<String> found = IntStream.rangeClosed(1, 27)
                .filter(epochs -> stopsTheWorstOfMany(min, reduction, epochs))
                .mapToObj(String::valueOf)
                .toList();

        assertThat(String.join(" ", found)).isEqualTo(rungs);
    }

    private boolean stopsTheWorstOfMany(int min, int reduction, int epochs) {
        double[][] curves = IntStream.rangeClosed(1, 20)
                .mapToObj(trial -> IntStream.range(0, epochs)
                        .mapToDouble(e -> trial / 20.0)
                        .toArray())
                .toArray(double[][]::new);
        return lastOf(new Asha(min, reduction).spec(), 27, curves) instanceof Verdict.Stop;
    }

    @Test
    void a_stop_carries_the_numbers_that_explain_it() {
        Verdict verdict = lastOf(new Asha(1, 3).spec(), 27, new double[][] {{0.1}, {0.2}, {0.3}, {0.25}});

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Stop.class, stop -> {
            assertThat(stop.rule()).isEqualTo("asha");
            assertThat(stop.numbers())
                    .containsExactly(
                            Map.entry("rung", 1.0),
                            Map.entry("value", 0.25),
                            Map.entry("rank", 3.0),
                            Map.entry("of", 4.0),
                            Map.entry("places", 1.0),
                            Map.entry("cutoff", 0.1));
            assertThat(stop.reason())
                    .isEqualTo(
                            "validation_error 0.2500 is number 3 of 4 at epoch 1, and the best 1 go on (cutoff 0.1000)");
        });
    }

    /** 0.8 0.2 0.9 is worth 0.2 at its best epoch, and 0.9 at a rung of a study that is scored by means. */
    @Test
    void a_lucky_epoch_counts_for_less_where_the_objective_smooths() {
        StoppingSpec settings = new Asha(3, 2).spec();
        double[][] curves = {{0.46, 0.46, 0.46}, {0.8, 0.2, 0.9}};

        assertThat(shown(last(Studies.study("s", settings, 27), curves))).isEqualTo("go on");
        assertThat(shown(last(Studies.study("s", settings, 27, Objective.VALIDATION_ERROR), curves)))
                .isEqualTo("stop at 2 of 2: cutoff 0.46");
    }

    @Test
    void larger_is_better_where_the_objective_is_maximised() {
        Objective accuracy = new Objective("validation_error", Objective.Direction.MAXIMIZE, Objective.At.BEST);
        Study study = Studies.study("s", new Asha(1, 2).spec(), 27, accuracy);

        assertThat(shown(last(study, new double[][] {{0.4}, {0.5}}))).isEqualTo("go on");
        assertThat(shown(last(study, new double[][] {{0.5}, {0.4}}))).isEqualTo("stop at 2 of 2: cutoff 0.5");
    }

    @Test
    void equal_errors_are_told_apart_by_log_loss() {
        Study study = Studies.study("s", new Asha(1, 2).spec(), 27);
        CurveIndex curves = new CurveIndex(study.objective());
        curves.put("s.1", withLoss(0.4, 0.9));
        Curve better = withLoss(0.4, 0.8);
        Curve worse = withLoss(0.4, 1.0);

        curves.put("s.2", worse);
        assertThat(StoppingRules.onClassPath().make(study.stopping()).judge(study, curves, new NewEpoch("s.2", worse)))
                .isInstanceOf(Verdict.Stop.class);
        curves.put("s.3", better);
        assertThat(StoppingRules.onClassPath().make(study.stopping()).judge(study, curves, new NewEpoch("s.3", better)))
                .isEqualTo(new Verdict.GoOn());
    }

    @Test
    void settings_that_are_no_halving_are_refused() {
        assertThatThrownBy(() -> new Asha(1, 1))
                .hasMessage("asha: expected min of at least 1 and reduction of at least 2, got min 1 and reduction 1");
    }

    /** Trials may train different losses: the values of one say nothing beside those of another. */
    @Test
    void equal_errors_are_not_told_apart_by_the_trained_loss() {
        Study study = Studies.study("s", new Asha(1, 2).spec(), 27);
        CurveIndex curves = new CurveIndex(study.objective());
        Curve small =
                Curve.empty().plus(new EpochPoint(1, Map.of("validation_error", 0.4, "validation_loss", 0.1), null));
        Curve large =
                Curve.empty().plus(new EpochPoint(1, Map.of("validation_error", 0.4, "validation_loss", 9.0), null));
        curves.put("s.1", small);
        curves.put("s.2", large);

        assertThat(StoppingRules.onClassPath().make(study.stopping()).judge(study, curves, new NewEpoch("s.2", large)))
                .isEqualTo(new Verdict.GoOn());
    }

    /** Means of the whole curve would be 0.4 and 0.383, and the quick trial would be stopped for how it began. */
    @Test
    void a_rung_compares_the_last_epochs_where_the_study_is_scored_by_means() {
        Study study = Studies.study("s", new Asha(3, 2).spec(), 27, Objective.VALIDATION_ERROR);
        double[] quick = {0.9, 0.2, 0.1};
        double[] flat = {0.39, 0.38, 0.38};

        assertThat(shown(last(study, new double[][] {flat, quick}))).isEqualTo("go on");
        assertThat(shown(last(study, new double[][] {quick, flat}))).isEqualTo("stop at 2 of 2: cutoff 0.1");

        Study later = Studies.study("s", new Asha(5, 2).spec(), 27, Objective.VALIDATION_ERROR);
        double[][] curves = {{0.4, 0.4, 0.4, 0.3, 0.35}, {0.9, 0.9, 0.9, 0.2, 0.1}};
        assertThat(shown(last(later, curves))).isEqualTo("go on");
    }

    @Test
    void a_rung_compares_the_last_epochs_where_the_study_is_scored_by_them() {
        Objective last = new Objective("validation_error", Objective.Direction.MINIMIZE, Objective.At.LAST);
        Study study = Studies.study("s", new Asha(3, 2).spec(), 27, last);

        assertThat(shown(last(study, new double[][] {{0.5, 0.1, 0.3}, {0.5, 0.5, 0.2}})))
                .isEqualTo("go on");
        assertThat(shown(last(study, new double[][] {{0.5, 0.5, 0.2}, {0.5, 0.1, 0.3}})))
                .isEqualTo("stop at 2 of 2: cutoff 0.2");
    }

    private static Curve withLoss(double error, double loss) {
        return Curve.empty()
                .plus(new EpochPoint(1, Map.of("validation_error", error, "validation_log_loss", loss), null));
    }

    private static Verdict lastOf(StoppingSpec settings, int epochs, double[][] curves) {
        return last(Studies.study("s", settings, epochs), curves);
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
        String cutoff = numbers.containsKey("cutoff") ? ": cutoff " + numbers.get("cutoff") : "";
        return "stop at " + Math.round(numbers.getOrDefault("rank", -1.0)) + " of "
                + Math.round(numbers.getOrDefault("of", -1.0)) + cutoff;
    }
}
