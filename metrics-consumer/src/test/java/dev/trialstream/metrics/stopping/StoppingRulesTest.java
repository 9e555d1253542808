package dev.trialstream.metrics.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.study.StoppingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingRulesTest {

    @Test
    void every_kind_of_settings_has_its_rule() {
        assertThat(StoppingRules.of(new StoppingSpec.None())).isEqualTo(new NoStopping());
        assertThat(StoppingRules.of(new StoppingSpec.Asha(2, 4))).isEqualTo(new Asha(2, 4));
        assertThat(StoppingRules.of(new StoppingSpec.Median(5, 3))).isEqualTo(new Median(5, 3));
        assertThat(StoppingRules.of(new StoppingSpec.Patience(7, 0.01))).isEqualTo(new Patience(7, 0.01));
        assertThat(StoppingRules.of(new StoppingSpec.Percentile(25, 5, 3))).isEqualTo(new Percentile(25, 5, 3));
        assertThat(StoppingRules.of(new StoppingSpec.AshaPromote(2, 4))).isEqualTo(new AshaPromote(2, 4));
        assertThat(StoppingRules.of(new StoppingSpec.Hyperband(2, 4))).isEqualTo(new Hyperband(2, 4));
        assertThat(StoppingRules.of(new StoppingSpec.Threshold("loss", 2.0, 0.1, 3)))
                .isEqualTo(new Threshold("loss", 2.0, 0.1, 3));
        assertThat(StoppingRules.of(new StoppingSpec.Divergence(5, 0.9, 3))).isEqualTo(new Divergence(5, 0.9, 3));
        assertThat(StoppingRules.of(new StoppingSpec.Extrapolation(0.1, 5))).isEqualTo(new Extrapolation(0.1, 5));
        StoppingSpec asha = new StoppingSpec.Asha(2, 4);
        assertThat(StoppingRules.of(new StoppingSpec.AnyOf(List.of(asha))))
                .isEqualTo(new AnyOf(List.of(new Asha(2, 4))));
        assertThat(StoppingRules.of(new StoppingSpec.AllOf(List.of(asha))))
                .isEqualTo(new AllOf(List.of(new Asha(2, 4))));
        assertThat(StoppingRules.of(new StoppingSpec.NotBefore(5, asha))).isEqualTo(new NotBefore(5, new Asha(2, 4)));
        assertThat(StoppingSpec.class.getPermittedSubclasses())
                .as("a new kind of settings needs a line here and in META-INF/services")
                .hasSize(13);
    }
}
