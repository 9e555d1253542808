package dev.trialstream.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trialstream.worker.prepare.Answers;
import dev.trialstream.worker.prepare.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    @Test
    void error_is_a_share_of_rows_and_loss_a_mean_in_nats() {
        Tally tally = Tally.of(new Answers.Classes(new int[] {9, 0, 1}, 2));
        tally.add(new float[] {0, 0, 2, 0}, 1);

        // ln 2 for the even row; ln(1 + e²) = 2.126928 for the wrong one.
        assertThat(((Evaluation.OfClasses) tally.evaluation()).error()).isEqualTo(0.5);
        assertThat(tally.evaluation().loss()).isCloseTo((0.693147 + 2.126928) / 2, offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"98, 0, 0.0100509", "98, 48, 0.0504975", "1, 1, 0.4714045"})
    void the_standard_error_of_an_error_is_of_one_more_wrong_row_and_one_more_right_one(
            int rows, int wrong, double expected) {
        assertThat(new Evaluation.OfClasses(rows, wrong, 0).errorDeviation()).isCloseTo(expected, offset(1e-6));
    }

    @Test
    void no_rows_have_no_standard_error() {
        assertThat(new Evaluation.OfClasses(0, 0, Double.NaN).errorDeviation()).isNaN();
    }

    @Test
    void a_saturated_network_has_a_loss_without_a_bound() {
        Tally tally = Tally.of(new Answers.Classes(new int[] {1}, 2));
        tally.add(new float[] {1e6f, 0}, 0);

        assertThat(tally.evaluation().loss()).isEqualTo(1e6);
    }

    @Test
    void a_network_that_is_no_number_has_a_loss_that_is_none() {
        Tally tally = Tally.of(new Answers.Classes(new int[] {1, 0}, 2));
        tally.add(new float[] {Float.NaN, 0, 1, 0}, 0);

        assertThat(tally.evaluation().loss()).isNaN();
    }

    /** Standardised by (y − 10)/2: the errors are 2, −4 and 0 in the unit of y, and half of that without it. */
    @Test
    void errors_of_numbers_are_in_their_own_unit_and_the_loss_is_of_the_standardised_ones() {
        Tally tally = Tally.of(new Answers.Numbers(new double[] {99, 10, 14, 8}, new Scaling.Affine(10, 0.5)));
        tally.add(new float[] {1, 0}, 1);
        tally.add(new float[] {-1}, 3);

        Evaluation.OfNumbers evaluation = (Evaluation.OfNumbers) tally.evaluation();

        assertThat(evaluation.rows()).isEqualTo(3);
        assertThat(evaluation.rmse()).isCloseTo(Math.sqrt(20 / 3.0), offset(1e-12));
        assertThat(evaluation.mae()).isCloseTo(2, offset(1e-12));
        assertThat(evaluation.loss()).isCloseTo(5 / 3.0, offset(1e-12));
        // The squared errors 4, 16, 0 have the standard deviation 8.326664.
        assertThat(evaluation.rmseDeviation())
                .isCloseTo(8.326664 / (2 * Math.sqrt(20 / 3.0) * Math.sqrt(3)), offset(1e-6));
    }

    @Test
    void numbers_without_errors_and_single_ones_have_no_standard_error() {
        Tally exact = Tally.of(new Answers.Numbers(new double[] {1, 1}, new Scaling.Affine(0, 1)));
        exact.add(new float[] {1, 1}, 0);
        Tally single = Tally.of(new Answers.Numbers(new double[] {1}, new Scaling.Affine(0, 1)));
        single.add(new float[] {2}, 0);

        assertThat(((Evaluation.OfNumbers) exact.evaluation()).rmseDeviation()).isNaN();
        assertThat(((Evaluation.OfNumbers) single.evaluation()).rmseDeviation()).isNaN();
    }
}
