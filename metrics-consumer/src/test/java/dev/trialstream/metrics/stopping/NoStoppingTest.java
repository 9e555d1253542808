package dev.trialstream.metrics.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.StoppingSpec;
import org.junit.jupiter.api.Test;

class NoStoppingTest extends ComparingRuleContractTest {

    @Override
    StoppingSpec settings() {
        return new StoppingSpec.None();
    }

    @Test
    void every_trial_goes_on() {
        assertThat(verdicts(3)).hasSizeGreaterThan(100).containsOnly(new Verdict.GoOn());
    }
}
