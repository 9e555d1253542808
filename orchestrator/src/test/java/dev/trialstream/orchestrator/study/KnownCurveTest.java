package dev.trialstream.orchestrator.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownCurveTest {
    private static final String METRIC = "m".repeat(100);
    private static final Objective OBJECTIVE =
            new Objective(METRIC, Objective.Direction.MINIMIZE, Objective.At.SMOOTHED_BEST);

    @Test
    void the_longest_curve_with_the_most_metrics_fits_into_a_job() {
        Curve known = KnownCurve.of(curve(Budget.MOST_EPOCHS, 3), OBJECTIVE);
        assertThat(Json.json().writeValueAsBytes(known).length).isLessThan(MessageSizes.LARGEST - MessageSizes.STUDY);
        assertThat(known.lastEpoch()).isEqualTo(Budget.MOST_EPOCHS);
        assertThat(known.last().orElseThrow().checkpoint()).isNotNull();
    }

    @Test
    void an_attempt_knows_every_score_and_the_checkpoints_that_are_kept() {
        Curve whole = curve(3000, 40);
        Curve known = KnownCurve.of(whole, OBJECTIVE);
        assertThat(known.epochs()).hasSize(3000);
        assertThat(known.score(OBJECTIVE)).isEqualTo(whole.score(OBJECTIVE));
        int best = whole.score(OBJECTIVE).map(Score::epoch).orElseThrow();
        assertThat(known.at(best).orElseThrow().checkpoint()).isNotNull();
        assertThat(known.at(3000).orElseThrow().checkpoint()).isNotNull();
        assertThat(known.at(3000).orElseThrow().metrics()).containsOnlyKeys(METRIC);
    }

    private static Curve curve(int epochs, int metrics) {
        return new Curve(IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> {
                    Map<String, Double> all = new HashMap<>(Map.of(METRIC, Math.abs(epoch - 500) + 1.0 / 3));
                    IntStream.range(0, metrics).forEach(i -> all.put("other" + i, 1.0 / epoch));
                    return new EpochPoint(epoch, all, "c".repeat(900) + epoch);
                })
                .toList());
    }
}
