package dev.trialstream.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void trials_purposes_and_roots_never_share_a_seed() {
        Set<Long> seeds = new HashSet<>();
        for (long root = 1; root <= 20; root++) {
            for (int number = 1; number <= 100; number++) {
                for (Seeds.Purpose purpose : Seeds.Purpose.values()) {
                    seeds.add(Seeds.derive(root, number, purpose));
                }
            }
        }
        assertThat(seeds).hasSize(20 * 100 * Seeds.Purpose.values().length);
    }

    @Test
    void a_seed_is_the_same_on_every_machine_and_in_every_version() {
        // worked in Python; a study resumed by a later version must draw what this one would have drawn
        assertThat(Seeds.derive(1, 1, Seeds.Purpose.SUGGESTION)).isEqualTo(8750741675758285871L);
        assertThat(Seeds.ofEpoch(42, 7)).isEqualTo(-130867715618882058L);
    }
}
