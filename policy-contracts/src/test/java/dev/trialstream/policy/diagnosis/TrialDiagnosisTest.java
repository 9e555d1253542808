package dev.trialstream.policy.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Curves that an expert would call by these names, and healthy curves. */
class TrialDiagnosisTest {
    private static final Study STUDY = Studies.study("s", StoppingSpec.NONE, 30);

    @Test
    void a_training_that_goes_well_has_nothing_wrong_with_it() {
        assertThat(names(12, e -> 2.0 / (e + 1), e -> 2.1 / (e + 1), e -> 0.5 / (e + 1)))
                .isEmpty();
    }

    @Test
    void what_is_no_number_has_diverged_and_nothing_else() {
        Curve curve = new Curve(List.of(new EpochPoint(1, Map.of("validation_error", Double.NaN), null)));
        assertThat(TrialDiagnosis.of(STUDY, curve, null))
                .extracting(Finding::name)
                .containsExactly("diverged");
        assertThat(TrialDiagnosis.of(STUDY, Studies.curve(0.5), "the loss is not finite"))
                .extracting(Finding::name)
                .containsExactly("diverged");
    }

    @Test
    void another_failure_is_no_divergence() {
        assertThat(TrialDiagnosis.of(STUDY, Studies.curve(0.5), "no such file")).isEmpty();
    }

    @Test
    void a_training_that_stays_where_it_began_is_not_learning() {
        assertThat(names(10, e -> 2.3, e -> 2.3, e -> 0.9)).containsExactly("not_learning");
    }

    /**
     * Validation loss is least at epoch 5, 0.5, and 0.5 + 0.05·7 = 0.85 at the last, 70 % worse, while training goes
     * down.
     */
    @Test
    void validation_that_worsens_while_training_improves_is_over_fitting() {
        List<Finding> found =
                find(12, e -> 1.0 / e, e -> 0.5 + 0.05 * Math.abs(e - 5), e -> 0.3 + 0.01 * Math.abs(e - 5));

        assertThat(found).extracting(Finding::name).contains("over_fitting");
        Finding over = found.get(0);
        assertThat(over.numbers()).containsEntry("best_epoch", 5.0);
        assertThat(over.numbers().get("worse")).isCloseTo(0.7, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(over.advice()).contains("weight decay (H7)");
    }

    @Test
    void training_that_goes_up_and_down_wants_a_smaller_rate() {
        assertThat(names(20, e -> 1.0 / e + (e % 2) * 0.3, e -> 1.2 / e, e -> 0.5 / e))
                .contains("learning_rate_too_high");
    }

    @Test
    void training_that_learns_as_much_late_as_early_wants_a_larger_rate() {
        assertThat(names(12, e -> 2 - 0.05 * e, e -> 2.1 - 0.05 * e, e -> 0.9 - 0.02 * e))
                .contains("learning_rate_too_low");
    }

    @Test
    void a_training_loss_that_stays_high_with_validation_as_good_is_under_fitting() {
        assertThat(names(12, e -> 1 + 1.0 / (e * e * e), e -> 1.02 + 1.0 / (e * e * e), e -> 0.4 + 0.3 / (e * e * e)))
                .contains("under_fitting", "plateau");
    }

    @Test
    void an_objective_that_jumps_by_more_than_it_gains_is_noisy() {
        assertThat(names(16, e -> 1.0 / e, e -> 1.2 / e, e -> 0.3 + (e % 2 == 0 ? 0.08 : -0.08)))
                .contains("noisy_validation");
    }

    private static List<String> names(
            int epochs, IntToDoubleFunction training, IntToDoubleFunction validation, IntToDoubleFunction error) {
        return find(epochs, training, validation, error).stream()
                .map(Finding::name)
                .toList();
    }

    private static List<Finding> find(
            int epochs, IntToDoubleFunction training, IntToDoubleFunction validation, IntToDoubleFunction error) {
        List<EpochPoint> points = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            points.add(new EpochPoint(
                    epoch,
                    Map.of(
                            "training_loss",
                            training.applyAsDouble(epoch),
                            "validation_loss",
                            validation.applyAsDouble(epoch),
                            "validation_error",
                            error.applyAsDouble(epoch)),
                    null));
        }
        return TrialDiagnosis.of(STUDY, new Curve(points), null);
    }
}
