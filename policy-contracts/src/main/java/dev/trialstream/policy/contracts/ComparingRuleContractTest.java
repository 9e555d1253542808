package dev.trialstream.policy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.stopping.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of rules that compare a trial with others. */
public abstract class ComparingRuleContractTest extends StoppingRuleContractTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_best_at_its_epoch_is_never_stopped(long seed) {
        replay(seed, (epoch, curves) -> {
            boolean best = curves.at(epoch.epoch()).rankOf(epoch.curve().score(study().objective())) == 1;
            if (best) {
                assertThat(judge(curves, epoch)).isEqualTo(new Verdict.GoOn());
            }
        });
    }

    @Test
    void the_only_trial_that_does_not_diverge_goes_on() {
        replayDiverging((epoch, curves) -> {
            if (epoch.trial().equals("s.1")) {
                assertThat(judge(curves, epoch)).isEqualTo(new Verdict.GoOn());
            }
        });
    }
}
