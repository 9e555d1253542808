package dev.trialstream.metrics.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.StoppingSpec;
import org.junit.jupiter.api.Test;

class StoppingRulesTest {

    @Test
    void every_kind_of_settings_has_its_rule() {
        assertThat(StoppingRules.of(new StoppingSpec.None())).isEqualTo(new NoStopping());
        assertThat(StoppingRules.of(new StoppingSpec.Asha(2, 4))).isEqualTo(new Asha(2, 4));
        assertThat(StoppingRules.of(new StoppingSpec.Median(5, 3))).isEqualTo(new Median(5, 3));
        assertThat(StoppingRules.of(new StoppingSpec.Patience(7, 0.01))).isEqualTo(new Patience(7, 0.01));
        assertThat(StoppingSpec.class.getPermittedSubclasses())
                .as("a new kind of settings needs a line here and in META-INF/services")
                .hasSize(4);
    }
}
