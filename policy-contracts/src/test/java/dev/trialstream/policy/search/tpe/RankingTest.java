package dev.trialstream.policy.search.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Trials;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Objective BEST =
            new Objective("validation_error", Objective.Direction.MINIMIZE, Objective.At.BEST);

    @Test
    void trials_of_equal_length_stand_in_the_order_of_their_scores() {
        assertThat(order(BEST, new double[][] {{0.3}, {0.1}, {0.2}})).containsExactly(2, 3, 1);
        Objective accuracy = new Objective("validation_error", Objective.Direction.MAXIMIZE, Objective.At.BEST);
        assertThat(order(accuracy, new double[][] {{0.3}, {0.1}, {0.2}})).containsExactly(1, 3, 2);
    }

    /** By epoch 1, trial 3 was better than 1 and worse than 2; by epoch 2, 1 was better than 2. */
    @Test
    void who_was_stopped_stands_behind_the_last_that_was_better_by_then() {
        assertThat(order(BEST, new double[][] {{0.4, 0.1}, {0.2, 0.19}, {0.3}, {0.5}}))
                .containsExactly(1, 2, 3, 4);
    }

    /** The first trials of a study pass every rung of successive halving, whatever they are. */
    @Test
    void to_have_trained_longer_is_no_merit() {
        assertThat(order(BEST, new double[][] {{0.9, 0.8, 0.7}, {0.2}, {0.3}})).containsExactly(2, 3, 1);
        assertThat(order(BEST, new double[][] {{0.2, 0.05}, {0.9, 0.7}, {0.25, 0.2}, {0.3}}))
                .containsExactly(1, 3, 4, 2);
    }

    /** By epoch 2, trial 1 (0.1) was better than 3 (0.3); by epoch 1, 3 (0.4) was better than 2 (0.5), and 1 worse. */
    @Test
    void every_epoch_at_which_a_trial_ended_counts() {
        assertThat(order(BEST, new double[][] {{0.6, 0.1, 0.1}, {0.5}, {0.4, 0.3}}))
                .containsExactly(1, 3, 2);
    }

    /** By means of the whole curve, 0.4 and 0.383, the second would lead. */
    @Test
    void who_was_stopped_early_is_not_compared_by_how_it_began() {
        double[] longest = {0.9, 0.9, 0.9, 0.9};
        assertThat(order(Objective.VALIDATION_ERROR, new double[][] {{0.9, 0.2, 0.1}, {0.39, 0.38, 0.38}, longest}))
                .containsExactly(1, 2, 3);
        // the one that trained on had 0.1 by epoch 3, which its mean of 0.4 does not show
        assertThat(order(Objective.VALIDATION_ERROR, new double[][] {{0.39, 0.38, 0.38}, {0.9, 0.2, 0.1, 0.1}}))
                .containsExactly(2, 1);
    }

    @Test
    void who_never_had_a_score_is_left_out() {
        assertThat(order(BEST, new double[][] {{Double.NaN}, {0.5}, {}})).containsExactly(2);
        // no value at epoch 1 is worse than any
        assertThat(order(BEST, new double[][] {{Double.NaN, 0.1}, {0.5}})).containsExactly(2, 1);
    }

    private static List<Integer> order(Objective objective, double[][] curves) {
        List<TrialLog> trials = new ArrayList<>();
        for (int i = 0; i < curves.length; i++) {
            trials.add(Trials.completed(i + 1, Parameters.none(), curves[i]));
        }
        return Ranking.bestFirst(objective, trials).stream()
                .map(TrialLog::number)
                .toList();
    }
}
