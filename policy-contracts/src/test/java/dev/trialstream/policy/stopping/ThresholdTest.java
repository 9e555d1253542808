package dev.trialstream.policy.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.StoppingRuleContractTest;
import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.StoppingSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdTest extends StoppingRuleContractTest {
    @Override
    protected StoppingSpec settings() {
        return new Threshold(null, 0.5, null, 2).spec();
    }

    @Test
    void a_trial_beyond_the_bound_is_stopped_once_it_is_looked_at() {
        var study = Studies.study("s", settings(), 9);

        assertThat(Cases.last(study, 0.9)).isEqualTo(new Verdict.GoOn());
        assertThat(Cases.last(study, new double[][] {{0.9, 0.5}})).isEqualTo(new Verdict.GoOn());
        assertThat(Cases.last(study, new double[][] {{0.9, 0.51}}))
                .isEqualTo(new Verdict.Stop(
                        "threshold",
                        Map.of("epoch", 2.0, "value", 0.51, "above", 0.5),
                        "validation_error 0.5100 at epoch 2 is above 0.5000"));
    }

    @Test
    void any_metric_can_have_a_bound_and_an_epoch_without_it_is_beyond_none() {
        var study = Studies.study("s", new Threshold("accuracy", null, 0.2, 1).spec(), 9);
        StoppingRule rule = StoppingRules.onClassPath().make(study.stopping());
        CurveIndex curves = new CurveIndex(study.objective());

        assertThat(rule.judge(study, curves, new NewEpoch("s.1", point("accuracy", 0.1))))
                .isInstanceOf(Verdict.Stop.class);
        assertThat(rule.judge(study, curves, new NewEpoch("s.1", point("accuracy", 0.2))))
                .isEqualTo(new Verdict.GoOn());
        assertThat(rule.judge(study, curves, new NewEpoch("s.1", point("other", 0.1))))
                .isEqualTo(new Verdict.GoOn());
    }

    private static Curve point(String metric, double value) {
        return new Curve(List.of(new EpochPoint(1, Map.of(metric, value), null)));
    }
}
