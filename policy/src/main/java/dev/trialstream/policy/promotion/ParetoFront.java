package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Objective.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The trials that no other dominates: is at least as good in every objective and better in one. A trial stands for
 * itself at the epoch that the first objective judges it by.
 */
public final class ParetoFront {
    private ParetoFront() {}

    /** A trial with the curve that it is judged by. */
    public record Contender(String trial, Curve curve) {}

    /** @param ranked best by the first objective first; a trial that lacks a value is on no front */
    public static List<Best.Point> of(List<Objective> objectives, Stream<Contender> ranked) {
        List<Best.Point> points = new ArrayList<>();
        ranked.forEach(trial -> trial.curve()
                .score(objectives.get(0))
                .flatMap(score -> trial.curve().at(score.epoch()))
                .ifPresent(point -> values(objectives, point, trial, points)));
        return points.stream()
                .filter(point -> points.stream().noneMatch(other -> dominates(objectives, other, point)))
                .toList();
    }

    private static void values(List<Objective> objectives, EpochPoint point, Contender trial, List<Best.Point> points) {
        Map<String, Double> values = new LinkedHashMap<>();
        objectives.forEach(objective -> values.put(objective.metric(), point.metric(objective.metric())));
        if (values.values().stream().allMatch(Double::isFinite)) {
            points.add(new Best.Point(trial.trial(), point.epoch(), values));
        }
    }

    private static boolean dominates(List<Objective> objectives, Best.Point one, Best.Point other) {
        boolean better = false;
        for (Objective objective : objectives) {
            double sign = objective.direction() == Direction.MINIMIZE ? 1 : -1;
            double mine = sign * one.values().getOrDefault(objective.metric(), Double.NaN);
            double theirs = sign * other.values().getOrDefault(objective.metric(), Double.NaN);
            if (mine > theirs) {
                return false;
            }
            better |= mine < theirs;
        }
        return better;
    }
}
