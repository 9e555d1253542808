package dev.trialstream.policy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.study.Objective;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final List<Objective> ERROR_AND_SPEED = List.of(
            new Objective("error", Objective.Direction.MINIMIZE, Objective.At.BEST),
            new Objective("speed", Objective.Direction.MAXIMIZE, Objective.At.BEST));

    /** 2 is worse than 1 in both; 3 is worse in error and faster; 4 equals 1; 5 lacks a value. */
    @Test
    void it_has_those_that_no_other_is_better_than_in_everything() {
        List<Best.Point> front = ParetoFront.of(
                ERROR_AND_SPEED,
                Stream.of(
                        trial(1, Map.of("error", 0.1, "speed", 5.0)),
                        trial(2, Map.of("error", 0.2, "speed", 4.0)),
                        trial(3, Map.of("error", 0.3, "speed", 9.0)),
                        trial(4, Map.of("error", 0.1, "speed", 5.0)),
                        trial(5, Map.of("error", 0.01))));

        assertThat(front).extracting(Best.Point::trial).containsExactly("s.1", "s.3", "s.4");
        assertThat(front.get(1).values()).containsEntry("error", 0.3).containsEntry("speed", 9.0);
    }

    private static ParetoFront.Contender trial(int number, Map<String, Double> metrics) {
        return new ParetoFront.Contender("s." + number, new Curve(List.of(new EpochPoint(1, metrics, null))));
    }
}
