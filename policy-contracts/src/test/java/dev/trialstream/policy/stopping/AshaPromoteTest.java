package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaPromoteTest extends StoppingRuleContractTest {
    private static final Study HALVES = Studies.study("s", new AshaPromote(1, 2).spec(), 9);
    private static final StoppingRule RULE = new AshaPromote(1, 2);

    @Override
    protected StoppingSpec settings() {
        return HALVES.stopping();
    }

    /** Places are ⌊1/2⌋ = 0, then ⌊2/2⌋ = 1, ⌊3/2⌋ = 1, ⌊4/2⌋ = 2. */
    @Test
    void a_trial_pauses_at_a_rung_unless_it_is_among_the_best_half_at_once() {
        assertThat(Cases.last(HALVES, 0.5)).isInstanceOf(Verdict.Pause.class);
        assertThat(Cases.last(HALVES, 0.5, 0.4)).isEqualTo(new Verdict.GoOn());
        assertThat(Cases.last(HALVES, 0.5, 0.6)).isInstanceOf(Verdict.Pause.class);
        assertThat(Cases.last(HALVES, 0.5, 0.4, 0.45)).isInstanceOf(Verdict.Pause.class);
        assertThat(Cases.last(HALVES, 0.5, 0.4, 0.45, 0.42)).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void between_rungs_and_at_the_last_epoch_it_trains_on() {
        assertThat(Cases.last(HALVES, new double[][] {{0.5, 0.5, 0.5}})).isEqualTo(new Verdict.GoOn());
        assertThat(Cases.last(HALVES, new double[][] {{.5, .5, .5, .5, .5, .5, .5, .5, .5}}))
                .isEqualTo(new Verdict.GoOn());
    }

    @Test
    void worse_ones_that_come_later_let_it_go_on() {
        double[][] errors = {{0.5}, {0.6}};

        List<Verdict.Resume> resumed = RULE.resume(
                HALVES, Cases.index(HALVES, errors), List.of(Cases.epoch(errors, 1), Cases.epoch(errors, 2)));

        assertThat(resumed).extracting(Verdict.Resume::trial).containsExactly("s.1");
        assertThat(resumed.get(0).numbers()).containsEntry("rank", 1.0).containsEntry("of", 2.0);
    }

    /** At epoch 2 the better of two goes on, and at epoch 1 the better three of six. */
    @Test
    void the_highest_rung_goes_first_and_there_the_best() {
        double[][] errors = {{0.4, 0.3}, {0.3, 0.35}, {0.35}, {0.6}, {0.7}, {0.8}};
        List<NewEpoch> paused = List.of(Cases.epoch(errors, 1), Cases.epoch(errors, 2), Cases.epoch(errors, 3));

        assertThat(RULE.resume(HALVES, Cases.index(HALVES, errors), paused))
                .extracting(Verdict.Resume::trial)
                .containsExactly("s.2", "s.3");
    }
}
