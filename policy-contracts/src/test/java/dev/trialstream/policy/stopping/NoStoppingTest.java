package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.ComparingRuleContractTest;
import dev.trialstream.protocol.study.StoppingSpec;
import org.junit.jupiter.api.Test;

class NoStoppingTest extends ComparingRuleContractTest {

    @Override
    protected StoppingSpec settings() {
        return StoppingSpec.NONE;
    }

    @Override
    protected boolean acts() {
        return false;
    }

    @Test
    void every_trial_goes_on() {
        assertThat(verdicts(3)).hasSizeGreaterThan(100).containsOnly(new Verdict.GoOn());
    }
}
