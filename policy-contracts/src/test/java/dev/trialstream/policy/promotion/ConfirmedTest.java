package dev.trialstream.policy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Repeat;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.RowUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Errors of single epochs count, so that expected numbers can be read off the curves. */
class ConfirmedTest {
    private static final Objective BEST = Studies.BEST_ERROR;

    /**
     * Means 0.2 and 0.21: the first wins. Without round 1 the means are 0.25 and 0.2, so the second has 0.23 there; without
     * round 2, 0.2 and 0.225: the first has 0.2; without round 3, 0.15 and 0.205: the first has 0.3.
     */
    @Test
    void each_round_is_scored_by_the_candidate_that_the_others_choose() {
        Confirmed won = best(BEST, new double[][][] {{{0.1}, {0.2}, {0.3}}, {{0.23}, {0.18}, {0.22}}});

        assertThat(won.standing().trial()).isEqualTo("s.1");
        assertThat(won.winningMean()).isCloseTo(0.2, within(1e-12));
        assertThat(won.leftOut()).containsExactly(0.23, 0.2, 0.3);
        assertThat(won.mean()).isCloseTo(0.73 / 3, within(1e-12));
        // deviations from 0.24333: -0.01333, -0.04333, 0.05667
        assertThat(won.sd()).isCloseTo(0.051316, within(1e-6));
    }

    /** Best at epochs 3, 1 and 1: without a round the others say 1, 2 and 2. */
    @Test
    void each_round_is_scored_after_as_many_epochs_as_the_others_choose() {
        Confirmed won = best(BEST, new double[][][] {{{0.5, 0.4, 0.1}, {0.2, 0.6, 0.7}, {0.3, 0.35, 0.8}}});

        assertThat(won.medianEpoch()).isEqualTo(1);
        assertThat(won.winningMean()).isCloseTo(0.2, within(1e-12));
        assertThat(won.leftOut()).containsExactly(0.5, 0.6, 0.35);
    }

    /** Smoothed, each is best at epoch 3; the model that is trained again has the error of that epoch alone. */
    @Test
    void the_value_of_a_round_is_that_of_one_epoch() {
        Confirmed won =
                best(Objective.VALIDATION_ERROR, new double[][][] {{{0.3, 0.2, 0.1, 0.9}, {0.6, 0.5, 0.4, 0.9}}});

        assertThat(won.winningMean()).isCloseTo(0.35, within(1e-12));
        assertThat(won.leftOut()).containsExactly(0.1, 0.4);
    }

    @Test
    void larger_values_win_where_the_objective_is_maximised() {
        Objective most = new Objective("validation_error", Objective.Direction.MAXIMIZE, Objective.At.BEST);
        Confirmed won = best(most, new double[][][] {{{0.1}, {0.2}}, {{0.3}, {0.05}}});

        assertThat(won.standing().trial()).isEqualTo("s.2");
        assertThat(won.leftOut()).containsExactly(0.1, 0.05);
    }

    /** Best at epochs 2 and 4; the first repeat ended after 2, and the second has no finite error at 2. */
    @Test
    void a_round_without_a_value_there_is_scored_at_the_nearest_epoch_that_has_one() {
        Confirmed won = best(BEST, new double[][][] {{{0.3, 0.2}, {0.5, Double.NaN, 0.4, 0.1}}});

        assertThat(won.medianEpoch()).isEqualTo(3);
        assertThat(won.leftOut()).containsExactly(0.2, 0.5);
    }

    @Test
    void one_round_leaves_nothing_to_choose_by() {
        Confirmed won = best(BEST, new double[][][] {{{0.4, 0.2}}, {{0.3, 0.5}}});

        assertThat(won.leftOut()).isEmpty();
        assertThat(won.mean()).isEqualTo(0.2);
        assertThat(won.sd()).isZero();
    }

    /** The second candidate has no second round, so that only rounds 1 and 3 are compared on the same rows. */
    @Test
    void rounds_are_compared_that_all_candidates_have_completed() {
        Confirmed won = best(BEST, new double[][][] {{{0.1}, {0.9}, {0.3}}, {{0.3}, {Double.NaN}, {0.4}}});

        assertThat(won.standing().trial()).isEqualTo("s.1");
        assertThat(won.repeats()).isEqualTo(2);
        assertThat(won.leftOut()).containsExactly(0.1, 0.3);
    }

    /** @param errors by candidate, round and epoch */
    private static Confirmed best(Objective objective, double[][][] errors) {
        List<Standing> candidates = new ArrayList<>();
        List<TrialLog> trials = new ArrayList<>();
        for (int round = 0; round < errors[0].length; round++) {
            for (int i = 0; i < errors.length; i++) {
                trials.add(repeat(errors.length + trials.size() + 1, "s." + (i + 1), errors[i][round]));
            }
        }
        for (int i = 1; i <= errors.length; i++) {
            candidates.add(new Standing("s." + i, i, false, new Score(0.1, 1, 1)));
        }
        return Confirmed.best(objective, candidates, trials).orElseThrow();
    }

    private static TrialLog repeat(int number, String of, double[] errors) {
        String id = "s." + number;
        Repeat repeat = new Repeat(of, RowUse.AS_SPLIT, errors.length);
        TrialLog trial = TrialLog.requested(
                        new Fact.Requested(id, number, Role.CONFIRM, Parameters.none(), number, "promotion", repeat))
                .after(new Fact.Dispatched(id, 1, "cpu"))
                .after(new Fact.Claimed(id, 1, "w"));
        for (int i = 0; i < errors.length; i++) {
            trial = trial.after(new Fact.Epoch(id, 1, "w", i + 1, Map.of("validation_error", errors[i]), 1, 1, null));
        }
        return trial.after(new Fact.Completed(id, 1, "w", errors.length));
    }
}
