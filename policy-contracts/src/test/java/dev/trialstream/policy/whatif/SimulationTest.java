package dev.trialstream.policy.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.policy.stopping.Threshold;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.study.Judging;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    /** Four trials of three epochs, each at the same error throughout. */
    private static final List<Recorded> TRIALS = IntStream.rangeClosed(1, 4)
            .mapToObj(it -> new Recorded("t" + it, constant(it / 10.0), new double[] {36, 36, 36}))
            .toList();

    @Test
    void without_a_rule_everyone_is_trained_to_the_end() {
        assertThat(run(StoppingSpec.NONE, 2)).containsExactly(3, 3, 3, 3);
    }

    /**
     * One worker, η = 2: the first trial has no other to compare with; none of 2, 3 and 4 is among the best ⌊n/2⌋ of
     * epoch 1.
     */
    @Test
    void one_worker_trains_them_one_after_the_other() {
        assertThat(run(new Asha(1, 2).spec(), 1)).containsExactly(3, 1, 1, 1);
    }

    /**
     * Every trial pauses at epoch 1 until a worse one has come: the best two of four continue, and then the best of
     * those two.
     */
    @Test
    void paused_trials_go_before_new_ones() {
        assertThat(run(new AshaPromote(1, 2).spec(), 1)).containsExactly(3, 2, 1, 1);
    }

    @Test
    void a_holdout_is_never_stopped() {
        Study study = study(new Asha(1, 2).spec()).with(it -> it.judging(new Judging(List.of(), 0.5)));

        // every second one: 2 and 4
        assertThat(Simulation.run(study, StoppingRules.onClassPath().make(study.stopping()), TRIALS, 1))
                .containsExactly(3, 3, 1, 3);
    }

    @Test
    void the_tradeoff_counts_epochs_hours_and_what_was_lost() {
        Tradeoff none = Tradeoff.of(
                study(StoppingSpec.NONE), StoppingRules.onClassPath().make(StoppingSpec.NONE), TRIALS, 2, 3, 1);
        assertThat(none.share()).isCloseTo(1, within(1e-12));
        assertThat(none.hours()).isCloseTo(0.12, within(1e-12));
        assertThat(none.regret()).isZero();
        assertThat(none.found()).isEqualTo(3);

        StoppingSpec hopeless = new Threshold(null, null, 0.15, 1).spec();
        Tradeoff bad = Tradeoff.of(study(hopeless), StoppingRules.onClassPath().make(hopeless), TRIALS, 1, 2, 1);
        // the best is stopped after one epoch: ten of twelve, and the next is 0.1 worse
        assertThat(bad.share()).isCloseTo(10 / 12.0, within(1e-12));
        assertThat(bad.regret()).isCloseTo(0.1, within(1e-12));
        assertThat(bad.found()).isZero();
    }

    @Test
    void where_all_are_cut_short_the_best_of_them_counts_as_far_as_it_came() {
        StoppingSpec merciless = new Threshold(null, 0.0, null, 1).spec();
        Tradeoff answer =
                Tradeoff.of(study(merciless), StoppingRules.onClassPath().make(merciless), TRIALS, 2, 2, 1);
        assertThat(answer.share()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(answer.regret()).isZero();
        assertThat(answer.found()).isZero();
    }

    private static int[] run(StoppingSpec settings, int workers) {
        return Simulation.run(study(settings), StoppingRules.onClassPath().make(settings), TRIALS, workers);
    }

    private static Study study(StoppingSpec settings) {
        return Studies.study("s", settings, 3);
    }

    private static Curve constant(double error) {
        double[] errors = new double[3];
        Arrays.fill(errors, error);
        return Studies.curve(errors);
    }
}
