package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.message.Best;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Objective.Direction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trials that no other trial dominates. One trial dominates another if it is at least as good in every objective
 * and better in one. A trial's values are those of the epoch that the first objective selects. A trial that failed, or
 * lacks a value, is on no front.
 *
 * <p>The front is updated trial by trial; {@link FrontTree} describes the cost of a change.
 */
public final class ParetoFront {
    private final List<Objective> objectives;
    private final Comparator<FrontTree.Entrant> better;
    private final FrontTree tree = new FrontTree();
    private final Map<String, Integer> places = new HashMap<>();
    private List<FrontTree.Entrant> front = List.of();
    private List<Best.Point> points = List.of();

    /** @param objectives the ranking one first */
    public ParetoFront(List<Objective> objectives) {
        this.objectives = List.copyOf(objectives);
        this.better = Comparator.comparing(
                FrontTree.Entrant::standing,
                Standing.betterFirst(objectives.get(0).direction()));
    }

    /**
     * Sets the standing of a trial.
     *
     * @param curve that it is judged by
     */
    public void put(String trial, Optional<Standing> standing, Curve curve) {
        int place = places.computeIfAbsent(trial, any -> places.size());
        FrontTree.@Nullable Entrant before = tree.at(place);
        Standing now = standing.filter(it -> !it.failed()).orElse(null);
        if (now == null) {
            tree.put(place, null);
        } else if (before == null || !before.standing().equals(now)) {
            tree.put(place, entrant(now, curve));
        }
    }

    /** The front, best by the first objective first. */
    public List<Best.Point> points() {
        List<FrontTree.Entrant> now = tree.front();
        if (!now.equals(front)) {
            front = now;
            points = now.stream().sorted(better).map(FrontTree.Entrant::point).toList();
        }
        return points;
    }

    private FrontTree.@Nullable Entrant entrant(Standing standing, Curve curve) {
        EpochPoint at = curve.at(standing.score().epoch()).orElse(null);
        if (at == null) {
            return null;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        double[] losses = new double[objectives.size()];
        for (int i = 0; i < losses.length; i++) {
            double value = at.metric(objectives.get(i).metric());
            if (!Double.isFinite(value)) {
                return null;
            }
            values.put(objectives.get(i).metric(), value);
            losses[i] = objectives.get(i).direction() == Direction.MINIMIZE ? value : -value;
        }
        return new FrontTree.Entrant(standing, new Best.Point(standing.trial(), at.epoch(), values), losses);
    }
}
