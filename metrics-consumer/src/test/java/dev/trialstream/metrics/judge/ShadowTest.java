package dev.trialstream.metrics.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.policy.stopping.Asha;
import dev.trialstream.policy.stopping.AshaPromote;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.policy.whatif.Hypothesis;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowTest {

    /** With η = 2 the second of two is stopped at epoch 1, although it trained on in fact. */
    @Test
    void a_rule_that_does_not_act_sees_no_more_than_it_would_have_let_train() {
        Hypothesis asha = hypothesis(new Asha(1, 2).spec());

        asha.trained(1, Studies.curve(0.4));
        assertThat(asha.trained(2, Studies.curve(0.5))).containsExactly(new Hypothesis.Fate(2, 1, true, false));
        assertThat(asha.trained(2, Studies.curve(0.5, 0.1))).isEmpty();

        // at epoch 2 trial 1 is the only one that came so far, so its rank is 1 of 1
        assertThat(asha.trained(1, Studies.curve(0.4, 0.4))).isEmpty();
        assertThat(asha.fates())
                .containsExactly(new Hypothesis.Fate(1, 2, false, false), new Hypothesis.Fate(2, 1, true, false));
    }

    @Test
    void a_rule_that_pauses_takes_up_what_was_trained_meanwhile() {
        Hypothesis promote = hypothesis(new AshaPromote(1, 2).spec());

        assertThat(promote.trained(1, Studies.curve(0.5))).containsExactly(new Hypothesis.Fate(1, 1, true, true));
        promote.trained(1, Studies.curve(0.5, 0.4, 0.3));

        assertThat(promote.trained(2, Studies.curve(0.6)))
                .containsExactly(
                        new Hypothesis.Fate(2, 1, true, true),
                        new Hypothesis.Fate(1, 1, false, false),
                        new Hypothesis.Fate(1, 2, true, true));
    }

    @Test
    void what_is_restored_goes_on_as_what_was_not_interrupted() {
        StoppingSpec settings = new AshaPromote(1, 2).spec();
        Hypothesis whole = hypothesis(settings);
        whole.trained(1, Studies.curve(0.5, 0.4));
        whole.trained(2, Studies.curve(0.3));
        Hypothesis restored = hypothesis(settings);
        restored.restore(whole.fate("s.1").orElseThrow(), Studies.curve(0.5, 0.4));
        restored.restore(whole.fate("s.2").orElseThrow(), Studies.curve(0.3));

        for (Hypothesis each : List.of(whole, restored)) {
            each.trained(3, Studies.curve(0.7));
            each.trained(4, Studies.curve(0.6));
        }

        assertThat(restored.fates()).isEqualTo(whole.fates());
    }

    private static Hypothesis hypothesis(StoppingSpec settings) {
        Study study = Studies.study("s", StoppingSpec.NONE, 9);
        return new Hypothesis(study, StoppingRules.onClassPath().make(settings));
    }
}
