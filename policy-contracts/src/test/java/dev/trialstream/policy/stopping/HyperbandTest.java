package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyperbandTest extends StoppingRuleContractTest {
    @Override
    protected StoppingSpec settings() {
        return new Hyperband(1, 3).spec();
    }

    /** For 27 epochs first rungs are 1, 3 and 9; with s = 2, 1, 0 the weights are 3/3·9, 3/2·3 and 3/1·1, of 16.5. */
    @Test
    void brackets_have_the_shares_of_the_paper() {
        Brackets brackets = Brackets.of(1, 3, 27);

        assertThat(brackets.count()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(brackets::firstRung)).containsExactly(1, 3, 9);
        assertThat(brackets.share(0)).isCloseTo(9 / 16.5, within(1e-12));
        assertThat(brackets.share(1)).isCloseTo(4.5 / 16.5, within(1e-12));
        assertThat(brackets.share(2)).isCloseTo(3 / 16.5, within(1e-12));
    }

    @Test
    void trials_fall_into_brackets_by_their_shares_however_many_there_are() {
        Brackets brackets = Brackets.of(1, 3, 27);

        for (int trials : new int[] {11, 33, 330}) {
            for (int bracket = 0; bracket < 3; bracket++) {
                int wanted = bracket;
                long in = IntStream.rangeClosed(1, trials)
                        .filter(number -> brackets.of(number) == wanted)
                        .count();
                assertThat((double) in).isCloseTo(brackets.share(bracket) * trials, within(2.0));
            }
        }
    }

    @Test
    void a_trial_is_held_against_those_of_its_bracket_alone() {
        Study study = Studies.study("s", new Hyperband(1, 3).spec(), 27);
        Brackets brackets = Brackets.of(1, 3, 27);
        double[][] errors = new double[30][];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = new double[] {brackets.of(i + 1) == 0 ? 0.5 : 0.1};
        }
        int keen = IntStream.rangeClosed(1, 30)
                .filter(it -> brackets.of(it) == 0)
                .max()
                .orElseThrow();
        int patient = IntStream.rangeClosed(1, 30)
                .filter(it -> brackets.of(it) == 1)
                .max()
                .orElseThrow();
        StoppingRule rule = StoppingRules.onClassPath().make(study.stopping());

        // all in its bracket are equally good: none is stopped, although all others are better
        assertThat(rule.judge(study, Cases.index(study, errors), Cases.epoch(errors, keen)))
                .isEqualTo(new Verdict.GoOn());
        errors[keen - 1] = new double[] {0.6};
        assertThat(rule.judge(study, Cases.index(study, errors), Cases.epoch(errors, keen)))
                .isInstanceOf(Verdict.Stop.class);
        // epoch 1 is no rung of another bracket
        errors[patient - 1] = new double[] {0.9};
        assertThat(rule.judge(study, Cases.index(study, errors), Cases.epoch(errors, patient)))
                .isEqualTo(new Verdict.GoOn());
    }
}
