package dev.trialstream.protocol.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Objective.At;
import dev.trialstream.protocol.study.Objective.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final Objective ERROR = Objective.VALIDATION_ERROR;

    @Test
    void a_smoothed_score_is_the_best_mean_of_an_epoch_and_two_before_it() {
        // means: 0.5, 0.3, 0.3, 0.2, 0.3 — the lucky epoch 2 alone does not win
        Score score = curve(0.5, 0.1, 0.3, 0.2, 0.4).score(ERROR).orElseThrow();
        assertThat(score.value()).isCloseTo((0.1 + 0.3 + 0.2) / 3, within(1e-12));
        assertThat(score.epoch()).isEqualTo(4);
    }

    @Test
    void the_first_epochs_average_what_there_is() {
        assertThat(curve(0.4).score(ERROR).orElseThrow()).isEqualTo(new Score(0.4, 1.0, 1));
        assertThat(curve(0.4, 0.2).score(ERROR).orElseThrow().value()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void best_and_last_look_at_single_epochs() {
        Curve curve = curve(0.5, 0.1, 0.3);
        Objective best = new Objective("validation_error", Direction.MINIMIZE, At.BEST);
        Objective last = new Objective("validation_error", Direction.MINIMIZE, At.LAST);
        Objective worst = new Objective("validation_error", Direction.MAXIMIZE, At.BEST);
        assertThat(curve.score(best).orElseThrow().epoch()).isEqualTo(2);
        assertThat(curve.score(last).orElseThrow().epoch()).isEqualTo(3);
        assertThat(curve.score(worst).orElseThrow().epoch()).isEqualTo(1);
    }

    @Test
    void an_epoch_without_a_finite_value_speaks_for_nothing() {
        assertThat(curve(Double.NaN).score(ERROR)).isEmpty();
        assertThat(curve(0.4, Double.POSITIVE_INFINITY)
                        .score(ERROR)
                        .orElseThrow()
                        .epoch())
                .isEqualTo(1);
        assertThat(Curve.empty().score(ERROR)).isEmpty();
    }

    @Test
    void equal_values_are_told_apart_by_log_loss_and_then_by_age() {
        Score early = new Score(0.1, 0.5, 3);
        Score late = new Score(0.1, 0.5, 9);
        Score surer = new Score(0.1, 0.4, 9);
        Score worse = new Score(0.2, 0.1, 1);
        assertThat(Stream.of(worse, late, early, surer).sorted(Score.betterFirst(Direction.MINIMIZE)))
                .containsExactly(surer, early, late, worse);
        assertThat(Stream.of(early, worse).sorted(Score.betterFirst(Direction.MAXIMIZE)))
                .containsExactly(worse, early);
    }

    @Test
    void a_repeated_epoch_changes_nothing() {
        Curve curve = curve(0.5, 0.4);
        assertThat(curve.plus(point(2, 0.1))).isEqualTo(curve);
        assertThat(curve.plus(point(1, 0.1))).isEqualTo(curve);
        assertThat(curve.plus(point(3, 0.1)).lastEpoch()).isEqualTo(3);
    }

    @Test
    void a_cut_curve_ends_at_the_epoch_of_the_cut() {
        assertThat(curve(0.5, 0.4, 0.3).upTo(2)).isEqualTo(curve(0.5, 0.4));
        assertThat(curve(0.5).upTo(0)).isEqualTo(Curve.empty());
    }

    private static Curve curve(double... errors) {
        Curve curve = Curve.empty();
        for (int i = 0; i < errors.length; i++) {
            curve = curve.plus(point(i + 1, errors[i]));
        }
        return curve;
    }

    private static EpochPoint point(int epoch, double error) {
        return new EpochPoint(epoch, Map.of("validation_error", error, "validation_log_loss", 1.0), null);
    }

    @Test
    void a_metric_that_is_not_reported_gives_no_score() {
        Curve curve = new Curve(List.of(new EpochPoint(1, Map.of("loss", 0.1), null)));
        assertThat(curve.score(ERROR)).isEmpty();
    }
}
