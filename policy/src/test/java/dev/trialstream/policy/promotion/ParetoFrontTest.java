package dev.trialstream.policy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Objective.Direction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFrontTest {
    private static final List<Objective> ERROR_AND_SPEED = List.of(
            new Objective("error", Direction.MINIMIZE, Objective.At.BEST),
            new Objective("speed", Direction.MAXIMIZE, Objective.At.BEST));
    private static final List<Objective> THREE = List.of(
            ERROR_AND_SPEED.get(0),
            ERROR_AND_SPEED.get(1),
            new Objective("size", Direction.MINIMIZE, Objective.At.BEST));

    private final Map<Integer, Contender> contenders = new TreeMap<>();

    private record Contender(Optional<Standing> standing, Curve curve) {}

    /** 2 is worse than 1 in both; 3 is worse in error and faster; 4 equals 1; 5 lacks a value. */
    @Test
    void it_has_those_that_no_other_is_better_than_in_everything() {
        ParetoFront front = new ParetoFront(ERROR_AND_SPEED);
        put(front, 1, false, point(1, Map.of("error", 0.1, "speed", 5.0)));
        put(front, 2, false, point(1, Map.of("error", 0.2, "speed", 4.0)));
        put(front, 3, false, point(1, Map.of("error", 0.3, "speed", 9.0)));
        put(front, 4, false, point(1, Map.of("error", 0.1, "speed", 5.0)));
        put(front, 5, false, point(1, Map.of("error", 0.01)));

        assertThat(front.points()).extracting(Best.Point::trial).containsExactly("s.1", "s.4", "s.3");
        assertThat(front.points().get(2).values()).containsEntry("error", 0.3).containsEntry("speed", 9.0);
    }

    /** Trials that come, improve, break down and are cut short, with values that often tie. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void after_every_change_it_is_what_a_comparison_of_all_with_all_finds(long seed) {
        Random random = new Random(seed);
        List<Objective> objectives = seed % 2 == 0 ? ERROR_AND_SPEED : THREE;
        ParetoFront front = new ParetoFront(objectives);
        Map<Integer, Curve> curves = new HashMap<>();
        for (int change = 0; change < 600; change++) {
            int number = 1 + random.nextInt(1 + change / 3);
            Curve known = curves.getOrDefault(number, Curve.empty());
            int kind = random.nextInt(10);
            Curve curve = kind == 0
                    ? known.upTo(random.nextInt(known.lastEpoch() + 1))
                    : known.plus(point(known.lastEpoch() + 1, metrics(random)));
            curves.put(number, curve);
            put(front, number, kind == 1, curve.epochs().toArray(EpochPoint[]::new));

            assertThat(front.points()).isEqualTo(naive(objectives));
        }
    }

    private static Map<String, Double> metrics(Random random) {
        Map<String, Double> metrics = new HashMap<>();
        for (String name : List.of("error", "speed", "size")) {
            int value = random.nextInt(40);
            metrics.put(name, value == 0 ? Double.NaN : value / 4.0);
        }
        return metrics;
    }

    private void put(ParetoFront front, int number, boolean failed, EpochPoint... epochs) {
        Curve curve = new Curve(List.of(epochs));
        Optional<Standing> standing =
                curve.score(ERROR_AND_SPEED.get(0)).map(score -> new Standing("s." + number, number, failed, score));
        contenders.put(number, new Contender(standing, curve));
        front.put("s." + number, standing, curve);
    }

    private List<Best.Point> naive(List<Objective> objectives) {
        List<Best.Point> points = contenders.values().stream()
                .filter(it ->
                        it.standing().filter(standing -> !standing.failed()).isPresent())
                .sorted((one, other) -> Standing.betterFirst(Direction.MINIMIZE)
                        .compare(one.standing().orElseThrow(), other.standing().orElseThrow()))
                .map(it -> point(objectives, it))
                .filter(point -> point.values().values().stream().allMatch(Double::isFinite))
                .toList();
        return points.stream()
                .filter(point -> points.stream().noneMatch(other -> dominates(objectives, other, point)))
                .toList();
    }

    private static Best.Point point(List<Objective> objectives, Contender contender) {
        Standing standing = contender.standing().orElseThrow();
        Score score = standing.score();
        EpochPoint at = contender.curve().at(score.epoch()).orElseThrow();
        Map<String, Double> values = new HashMap<>();
        objectives.forEach(objective -> values.put(objective.metric(), at.metric(objective.metric())));
        return new Best.Point(standing.trial(), at.epoch(), values);
    }

    private static boolean dominates(List<Objective> objectives, Best.Point one, Best.Point other) {
        double[] gains = IntStream.range(0, objectives.size())
                .mapToDouble(i -> gain(objectives.get(i), one, other))
                .toArray();
        return IntStream.range(0, gains.length).allMatch(i -> gains[i] >= 0)
                && IntStream.range(0, gains.length).anyMatch(i -> gains[i] > 0);
    }

    private static double gain(Objective objective, Best.Point one, Best.Point other) {
        double difference =
                other.values().get(objective.metric()) - one.values().get(objective.metric());
        return objective.direction() == Direction.MINIMIZE ? difference : -difference;
    }

    private static EpochPoint point(int epoch, Map<String, Double> metrics) {
        return new EpochPoint(epoch, metrics, null);
    }
}
