package dev.trialstream.policy.diagnosis;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Diagnoses a whole search, once it is over. */
public final class StudyDiagnosis {
    /** With fewer trials a share means nothing. */
    private static final int FEWEST = 8;

    /** The outer part of a range, on its scale, that counts as its edge. */
    private static final double EDGE = 0.05;

    private StudyDiagnosis() {}

    /** @param trials of the search, by number */
    public static List<Finding> of(Study study, List<TrialLog> trials) {
        if (trials.size() < FEWEST) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        diverging(study, trials).ifPresent(found::add);
        study.space()
                .dimensions()
                .forEach((name, dimension) ->
                        atTheEdge(study, trials, name, dimension).ifPresent(found::add));
        return found;
    }

    /** A quarter of the trials or more diverged or failed. */
    private static Optional<Finding> diverging(Study study, List<TrialLog> trials) {
        List<TrialLog> lost = trials.stream()
                .filter(trial -> TrialDiagnosis.of(study, trial.curve(), trial.failure()).stream()
                        .anyMatch(finding -> finding.name().equals("diverged")))
                .toList();
        double share = (double) lost.size() / trials.size();
        if (share < 0.25) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "many_diverged",
                Map.of("share", share, "trials", (double) lost.size()),
                String.format(Locale.ROOT, "%d of %d trials diverged", lost.size(), trials.size()),
                "a lower upper bound of the learning rate, by a range test (H1), spends these trials better"));
    }

    /** Most of the best five lie in the outer twentieth of a range, so better values may lie outside. */
    private static Optional<Finding> atTheEdge(Study study, List<TrialLog> trials, String name, Dimension dimension) {
        if (!(dimension instanceof FloatDimension range)) {
            return Optional.empty();
        }
        Comparator<Score> better = Score.betterFirst(study.objective().direction());
        List<Double> places = trials.stream()
                .filter(trial -> trial.score(study.objective()).isPresent())
                .sorted(Comparator.comparing(
                        (TrialLog trial) -> trial.score(study.objective()).orElseThrow(), better))
                .limit(5)
                .map(trial -> trial.parameters().values().get(name))
                .filter(Number.class::isInstance)
                .map(value -> place(range, ((Number) value).doubleValue()))
                .toList();
        long low = places.stream().filter(place -> place <= EDGE).count();
        long high = places.stream().filter(place -> place >= 1 - EDGE).count();
        if (places.size() < 5 || Math.max(low, high) < 3) {
            return Optional.empty();
        }
        boolean below = low >= high;
        return Optional.of(new Finding(
                name + (below ? "_at_lower_bound" : "_at_upper_bound"),
                Map.of("of_best_five", (double) Math.max(low, high), "bound", below ? range.min() : range.max()),
                String.format(
                        Locale.ROOT,
                        "%d of the best five trials have a %s at the %s bound, %.3g",
                        Math.max(low, high),
                        name,
                        below ? "lower" : "upper",
                        below ? range.min() : range.max()),
                "search beyond that bound"));
    }

    private static double place(FloatDimension range, double value) {
        boolean log = range.scale() == dev.trialstream.protocol.space.Scale.LOG;
        double low = log ? Math.log(range.min()) : range.min();
        double high = log ? Math.log(range.max()) : range.max();
        double at = log ? Math.log(value) : value;
        return high == low ? 0.5 : (at - low) / (high - low);
    }
}
