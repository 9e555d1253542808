package dev.trialstream.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static Plan plan(int units, long seed) {
        Parameters parameters = new Parameters(Map.of(
                "loss",
                "ldam",
                "ldam_scale",
                10.0,
                "units",
                units,
                "layers",
                1,
                "activation",
                "gelu",
                "optimizer",
                "nadam",
                "batch_size",
                8,
                "learning_rate",
                0.01));
        DatasetFacts facts = new DatasetFacts(new InputShape.Flat(4), 36, List.of(6, 12, 18));
        return PlanBuilder.plan("mlp", parameters, facts, 4, seed);
    }

    @Test
    void its_fingerprint_is_the_same_in_every_process_and_every_version() {
        assertThat(plan(6, 1).fingerprint()).isEqualTo("be090ed87dfa24674d3d27e47bc5a933");
        assertThat(plan(6, 2).fingerprint()).isEqualTo("be090ed87dfa24674d3d27e47bc5a933");
    }

    /** Both orders of an initializer's properties; a process of an earlier version wrote one or the other. */
    @Test
    void the_fingerprints_that_earlier_versions_wrote_are_known_and_those_of_other_plans_are_not() {
        for (String written : List.of("be090ed87dfa24674d3d27e47bc5a933", "af9ca076fbe4a794cf0ecd21d89d6da7")) {
            assertThat(plan(6, 1).hasFingerprint(written)).isTrue();
            assertThat(plan(7, 1).hasFingerprint(written)).isFalse();
        }
    }
}
