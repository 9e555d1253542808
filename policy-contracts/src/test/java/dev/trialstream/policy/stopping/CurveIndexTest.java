package dev.trialstream.policy.stopping;

import static dev.trialstream.policy.contracts.Studies.curve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.policy.contracts.Studies;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurveIndexTest {
    private final CurveIndex index = new CurveIndex(Studies.BEST_ERROR);

    @Test
    void a_rung_holds_the_scores_that_trials_had_when_they_reached_it() {
        index.put("s.1", curve(0.5, 0.4, 0.1));
        index.put("s.2", curve(0.3, 0.6));
        index.put("s.3", curve(0.2));

        Rung rung = index.at(2);

        assertThat(rung.size()).isEqualTo(2);
        assertThat(rung.at(1).map(Score::value)).contains(0.3);
        assertThat(rung.at(2).map(Score::value)).contains(0.4);
    }

    @Test
    void a_rung_once_asked_about_takes_in_who_comes_later() {
        index.put("s.1", curve(0.5));
        assertThat(index.at(2).size()).isZero();

        index.put("s.1", curve(0.5, 0.4));
        index.put("s.1", curve(0.5, 0.4, 0.3));
        index.put("s.2", curve(0.7, 0.2, 0.1));

        assertThat(index.at(2).size()).isEqualTo(2);
        assertThat(index.at(2).at(1).map(Score::value)).contains(0.2);
        assertThat(index.at(2).rankOf(Optional.of(new Score(0.4, Double.POSITIVE_INFINITY, 2))))
                .isEqualTo(2);
    }

    @Test
    void a_curve_cut_short_leaves_the_rungs_that_it_no_longer_reaches() {
        index.put("s.1", curve(0.5, 0.4, 0.1));
        index.put("s.2", curve(0.6, 0.5, 0.4));
        assertThat(index.at(1).size() + index.at(3).size()).isEqualTo(4);

        index.put("s.1", curve(0.5));

        assertThat(index.at(1).size()).isEqualTo(2);
        assertThat(index.at(3).size()).isEqualTo(1);
        assertThat(index.at(3).at(1).map(Score::value)).contains(0.4);
    }

    @Test
    void an_epoch_that_was_never_reported_is_no_rung_of_its_trial() {
        Curve gap = curve(0.5).plus(new EpochPoint(3, Map.of("validation_error", 0.1), null));
        index.put("s.1", gap);

        assertThat(index.at(2).size()).isZero();
        assertThat(index.at(3).size()).isEqualTo(1);
    }

    @Test
    void who_has_no_score_is_last_whatever_the_company() {
        index.put("s.1", curve(Double.NaN));
        index.put("s.2", curve(Double.NaN));
        index.put("s.3", curve(0.9));

        assertThat(index.at(1).rankOf(Optional.empty())).isEqualTo(3);
        assertThat(index.at(1).at(1).map(Score::value)).contains(0.9);
        assertThat(index.at(1).at(2)).isEmpty();
    }
}
