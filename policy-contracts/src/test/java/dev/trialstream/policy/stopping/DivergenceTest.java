package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivergenceTest extends StoppingRuleContractTest {
    @Override
    protected StoppingSpec settings() {
        return new Divergence(10, 0.9, 3).spec();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0.5, go on",
        "0.5 NaN, validation_error is not finite at epoch 2",
        "0.5 Infinity, validation_error is not finite at epoch 2",
        // ten times its own least is the most
        "0.05 0.5, go on",
        "0.05 0.51, 'validation_error 0.5100 at epoch 2 is more than 10.00 times its least, 0.05000'",
        "0.05 0.02 0.3, 'validation_error 0.3000 at epoch 3 is more than 10.00 times its least, 0.02000'",
        // no better than chance, less two per cent of it, by epoch 3
        "0.9 0.9, go on",
        "0.9 0.9 0.89, 'validation_error 0.8900 by epoch 3 is no better than chance, 0.9000'",
        "0.9 0.9 0.88, go on",
        // at its last epoch there is nothing left to save
        "0.9 0.9 0.8 0.9 NaN, go on"
    })
    void a_training_that_has_come_to_nothing_is_stopped(String errors, String verdict) {
        double[] curve = java.util.Arrays.stream(errors.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();

        Verdict found = Cases.last(Studies.study("s", settings(), 5), new double[][] {curve});

        assertThat(found instanceof Verdict.Stop stop ? stop.reason() : "go on").isEqualTo(verdict);
    }
}
