package dev.trialstream.policy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Score;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    /** Ten trials with the values 0.10, 0.11 and so on; the last one failed. */
    private static final List<Standing> RANKED = IntStream.range(0, 10)
            .mapToObj(i -> new Standing("s." + (i + 1), i + 1, i == 9, new Score(0.10 + i / 100.0, 0, 1)))
            .toList();

    @Test
    void candidates_are_within_one_standard_error_of_the_best() {
        assertThat(trials(Candidates.of(RANKED, 0.025))).containsExactly("s.1", "s.2", "s.3");
        assertThat(trials(Candidates.of(RANKED, 0.001))).containsExactly("s.1");
        assertThat(trials(Candidates.of(RANKED, 1))).containsExactly("s.1", "s.2", "s.3", "s.4", "s.5");
    }

    @Test
    void without_a_standard_error_the_best_five_are_candidates() {
        Candidates candidates = Candidates.of(RANKED, Double.NaN);
        assertThat(trials(candidates)).containsExactly("s.1", "s.2", "s.3", "s.4", "s.5");
        assertThat(candidates.hasStandardError()).isFalse();
    }

    @Test
    void a_failed_trial_is_no_candidate_beside_a_sound_one() {
        assertThat(trials(Candidates.of(RANKED.subList(8, 10), Double.NaN))).containsExactly("s.9");
    }

    private static List<String> trials(Candidates candidates) {
        return candidates.standings().stream().map(Standing::trial).toList();
    }
}
