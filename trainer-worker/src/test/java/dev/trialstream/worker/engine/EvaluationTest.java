package dev.trialstream.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void error_is_a_share_of_rows_and_loss_a_mean_in_nats() {
        Evaluation.Tally tally = new Evaluation.Tally();
        tally.add(new float[] {0, 0, 2, 0}, new int[] {9, 0, 1}, 1, 2);

        // ln 2 for the even row; ln(1 + e²) = 2.126928 for the wrong one.
        assertThat(tally.evaluation().error()).isEqualTo(0.5);
        assertThat(tally.evaluation().loss()).isCloseTo((0.693147 + 2.126928) / 2, offset(1e-6));
    }

    @Test
    void a_saturated_network_has_a_loss_without_a_bound() {
        Evaluation.Tally tally = new Evaluation.Tally();
        tally.add(new float[] {1e6f, 0}, new int[] {1}, 0, 2);

        assertThat(tally.evaluation().loss()).isEqualTo(1e6);
    }

    @Test
    void a_network_that_is_no_number_has_a_loss_that_is_none() {
        Evaluation.Tally tally = new Evaluation.Tally();
        tally.add(new float[] {Float.NaN, 0, 1, 0}, new int[] {1, 0}, 0, 2);

        assertThat(tally.evaluation().loss()).isNaN();
    }
}
