package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        // a tenth of an error of 1 is the least that is called an explosion
        "0.00002 0.0003, go on",
        "0 0.0003, go on",
        "0.00002 0.0003 0.09, go on",
        "0.00002 0.0003 0.11, 'validation_error 0.1100 at epoch 3 is more than 10.00 times its least, 2.000e-05, which counts as 0.01000'",
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

    /** A network that has learnt its training rows by heart: the loss may rise fifteenfold and means nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"training_loss", "validation_loss"})
    void losses_close_to_zero_may_vary_by_large_factors(String loss) {
        assertThat(afterLosses(loss, 2.3, 2e-5, 3e-4)).isEqualTo(new Verdict.GoOn());
        assertThat(afterLosses(loss, 2e-5, 3e-4)).isEqualTo(new Verdict.GoOn());
        assertThat(afterLosses(loss, 2.3, 0.4, 4.1)).isInstanceOf(Verdict.Stop.class);
        assertThat(afterLosses(loss, 2.3, 2e-5, Double.POSITIVE_INFINITY)).isInstanceOf(Verdict.Stop.class);
    }

    /** A root mean square error in the unit of its target: a tenth of the first value is the least. */
    @Test
    void an_error_is_measured_against_the_first_one() {
        assertThat(afterLosses("validation_error", 90_000, 20, 300)).isEqualTo(new Verdict.GoOn());
        assertThat(afterLosses("validation_error", 90_000, 20, 8_000)).isEqualTo(new Verdict.GoOn());
        assertThat(afterLosses("validation_error", 90_000, 20, 9_100))
                .isInstanceOfSatisfying(
                        Verdict.Stop.class,
                        stop -> assertThat(stop.reason())
                                .isEqualTo("validation_error 9100 at epoch 3 is more than 10.00 times its least, 20.00,"
                                        + " which counts as 900.0"));
    }

    private static Verdict afterLosses(String name, double... losses) {
        Curve curve = Curve.empty();
        for (double loss : losses) {
            Map<String, Double> metrics = new HashMap<>(Map.of("validation_error", 0.1));
            metrics.put(name, loss);
            curve = curve.plus(new EpochPoint(curve.lastEpoch() + 1, metrics, null));
        }
        Study study = Studies.study("s", new Divergence(10, null, 3).spec(), 5);
        CurveIndex curves = new CurveIndex(study.objective());
        curves.put("s.1", curve);
        return new Divergence(10, null, 3).judge(study, curves, new NewEpoch("s.1", curve));
    }
}
