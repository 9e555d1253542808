package dev.trialstream.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.Scaling;
import dev.trialstream.training.prepare.TargetEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    @Test
    void error_is_a_share_of_rows_and_loss_a_mean_in_nats() {
        EvaluationAccumulator tally = unseen(new TargetEncoding.Classes(new int[] {0, 1}, 2), new Loss.CrossEntropy());
        tally.add(new float[] {0, 0, 2, 0}, 0);

        // ln 2 for the even row; ln(1 + e²) = 2.126928 for the wrong one.
        assertThat(tally.evaluation().value("error")).isEqualTo(0.5);
        assertThat(tally.evaluation().loss()).isCloseTo((0.693147 + 2.126928) / 2, offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"98, 0, 0.0100509", "98, 48, 0.0504975", "1, 1, 0.4714045"})
    void the_standard_error_of_an_error_is_of_one_more_wrong_row_and_one_more_right_one(
            int rows, int wrong, double expected) {
        assertThat(ofClasses(rows, wrong).standardError("error")).isCloseTo(expected, offset(1e-6));
    }

    private static Evaluation ofClasses(int rows, int wrong) {
        EvaluationAccumulator tally = unseen(new TargetEncoding.Classes(new int[rows], 2), new Loss.CrossEntropy());
        for (int row = 0; row < rows; row++) {
            tally.add(row < wrong ? new float[] {0, 1} : new float[] {1, 0}, row);
        }
        return tally.evaluation();
    }

    private static EvaluationAccumulator unseen(TargetEncoding answers, Loss loss) {
        return EvaluationAccumulator.ofUnseen(new PreparedRows(new float[0], answers, 0), loss);
    }

    @Test
    void no_rows_have_no_standard_error() {
        assertThat(ofClasses(0, 0).standardError("error")).isNaN();
    }

    /**
     * Six rows of three classes, the third without any; logits are 0 or ln 4 or ln 8, so that probabilities are 4/6,
     * 8/10 or 1/10. Correct: two of the three of class 0, one of the three of class 1.
     */
    @Test
    void classes_are_counted_and_probabilities_held_against_what_came_of_them() {
        float four = (float) Math.log(4);
        float eight = (float) Math.log(8);
        EvaluationAccumulator tally =
                unseen(new TargetEncoding.Classes(new int[] {0, 0, 0, 1, 1, 1}, 3), new Loss.CrossEntropy());
        tally.add(new float[] {four, 0, 0, eight, 0, 0, 0, four, 0, 0, eight, 0, four, 0, 0, 0, 0, eight}, 0);

        Evaluation evaluation = tally.evaluation();

        assertThat(evaluation.value("error")).isEqualTo(0.5);
        assertThat(evaluation.value("recall_0")).isCloseTo(2 / 3.0, offset(1e-12));
        assertThat(evaluation.value("recall_1")).isCloseTo(1 / 3.0, offset(1e-12));
        assertThat(evaluation.value("recall_2")).isNaN();
        // recalls 2/3 and 1/3; the class without rows has none
        assertThat(evaluation.value("balanced_error")).isCloseTo(0.5, offset(1e-12));
        // F1: 4/6, 2/5 and 0, which belongs to a class that was predicted
        assertThat(evaluation.value("macro_f1")).isCloseTo((4 / 6.0 + 2 / 5.0) / 3, offset(1e-12));
        // rows of 4/6: one right of three; rows of 8/10: two right of three
        assertThat(evaluation.value("calibration_error"))
                .isCloseTo((Math.abs(1 - 3 * 4 / 6.0) + Math.abs(2 - 3 * 0.8)) / 6, offset(1e-6));
        double expected = -(Math.log(4 / 6.0) + 2 * Math.log(0.8) + 2 * Math.log(1 / 6.0) + Math.log(0.1)) / 6;
        assertThat(evaluation.value("log_loss")).isCloseTo(expected, offset(1e-6));
    }

    @Test
    void the_loss_is_the_one_that_is_trained_and_the_log_loss_stays_what_it_is() {
        EvaluationAccumulator tally = unseen(new TargetEncoding.Classes(new int[] {0}, 2), new Loss.Focal(2));
        tally.add(new float[] {(float) Math.log(3), 0}, 0);

        Evaluation evaluation = tally.evaluation();

        assertThat(evaluation.value("log_loss")).isCloseTo(-Math.log(0.75), offset(1e-6));
        assertThat(evaluation.loss()).isCloseTo(-Math.log(0.75) / 16, offset(1e-6));
    }

    @Test
    void a_saturated_network_has_a_loss_without_a_bound() {
        EvaluationAccumulator tally = unseen(new TargetEncoding.Classes(new int[] {1}, 2), new Loss.CrossEntropy());
        tally.add(new float[] {1e6f, 0}, 0);

        assertThat(tally.evaluation().loss()).isEqualTo(1e6);
    }

    @Test
    void a_network_that_is_no_number_has_a_loss_that_is_none() {
        EvaluationAccumulator tally = unseen(new TargetEncoding.Classes(new int[] {1, 0}, 2), new Loss.CrossEntropy());
        tally.add(new float[] {Float.NaN, 0, 1, 0}, 0);

        assertThat(tally.evaluation().loss()).isNaN();
    }

    /** Standardised by (y − 10)/2: the errors are 2, −4 and 0 in the unit of y, and half of that without it. */
    @Test
    void errors_of_numbers_are_in_their_own_unit_and_the_loss_is_of_the_standardised_ones() {
        EvaluationAccumulator tally = unseen(
                new TargetEncoding.Numbers(new double[] {10, 14, 8}, new Scaling.Affine(10, 0.5)),
                new Loss.SquaredError());
        tally.add(new float[] {1, 0}, 0);
        tally.add(new float[] {-1}, 2);

        Evaluation evaluation = tally.evaluation();

        assertThat(evaluation.rows()).isEqualTo(3);
        assertThat(evaluation.value("rmse")).isCloseTo(Math.sqrt(20 / 3.0), offset(1e-12));
        assertThat(evaluation.value("mae")).isCloseTo(2, offset(1e-12));
        assertThat(evaluation.loss()).isCloseTo(5 / 3.0, offset(1e-12));
        // 10, 14 and 8 have the mean 32/3 and squared distances of 56/3 from it
        assertThat(evaluation.value("r2")).isCloseTo(1 - 20 / (56 / 3.0), offset(1e-12));
        // The squared errors 4, 16, 0 have the standard deviation 8.326664.
        assertThat(evaluation.standardError("rmse"))
                .isCloseTo(8.326664 / (2 * Math.sqrt(20 / 3.0) * Math.sqrt(3)), offset(1e-6));
    }

    @Test
    void numbers_without_errors_and_single_ones_have_no_standard_error() {
        EvaluationAccumulator exact = unseen(
                new TargetEncoding.Numbers(new double[] {1, 1}, new Scaling.Affine(0, 1)), new Loss.SquaredError());
        exact.add(new float[] {1, 1}, 0);
        EvaluationAccumulator single =
                unseen(new TargetEncoding.Numbers(new double[] {1}, new Scaling.Affine(0, 1)), new Loss.SquaredError());
        single.add(new float[] {2}, 0);

        assertThat(exact.evaluation().standardError("rmse")).isNaN();
        assertThat(single.evaluation().standardError("rmse")).isNaN();
    }
}
