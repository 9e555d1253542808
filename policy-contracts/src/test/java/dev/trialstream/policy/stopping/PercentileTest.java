package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.ComparingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.study.StoppingSpec;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest extends ComparingRuleContractTest {
    @Override
    protected StoppingSpec settings() {
        return new Percentile(25, 2, 3).spec();
    }

    /** Errors at epoch 1 in the order of arrival; the verdict is on the last of them, by place ⌈p·m/100⌉ of m others. */
    @ParameterizedTest(name = "{0} % of {1}: {2}")
    @CsvSource({
        "25, 0.1 0.2 0.3 0.4 0.15, 0.1",
        "25, 0.1 0.2 0.3 0.4 0.1, go on",
        "50, 0.1 0.2 0.3 0.4 0.15, go on",
        "50, 0.1 0.2 0.3 0.4 0.25, 0.2",
        "75, 0.1 0.2 0.3 0.4 0.35, 0.3",
        "76, 0.1 0.2 0.3 0.4 0.35, go on",
        "25, 0.1 0.2 0.15, go on",
        "25, 0.1 0.2 0.3 NaN, 0.1",
        "50, NaN NaN NaN 0.3, go on"
    })
    void a_trial_goes_on_until_it_is_worse_than_the_percentile(double percentile, String errors, String bound) {
        double[] values = Arrays.stream(errors.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();

        Verdict verdict = Cases.last(Studies.study("s", new Percentile(percentile, 0, 3).spec(), 27), values);

        assertThat(
                        verdict instanceof Verdict.Stop stop
                                ? String.valueOf(stop.numbers().get("bound"))
                                : "go on")
                .isEqualTo(bound);
    }
}
