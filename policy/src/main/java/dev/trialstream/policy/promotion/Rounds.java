package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A candidate's repeats, one a round.
 *
 * @param curves at least one
 * @param scores each of the curve at the same place
 */
record Rounds(Standing standing, List<Curve> curves, List<Score> scores) {

    /** The best mean score; equal ones by mean log loss, then by their place in the list. */
    static Rounds best(Objective objective, List<Rounds> candidates) {
        Comparator<Score> better = Score.betterFirst(objective.direction());
        return candidates.stream()
                .min(Comparator.comparing(Rounds::meanScore, better))
                .orElseThrow();
    }

    private Score meanScore() {
        double tie = scores.stream().collect(Collectors.averagingDouble(Score::tie));
        return new Score(scores.stream().collect(Collectors.averagingDouble(Score::value)), tie, 0);
    }

    Rounds without(int round) {
        return new Rounds(standing, without(curves, round), without(scores, round));
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> others = new ArrayList<>(all);
        others.remove(index);
        return others;
    }

    int medianEpoch() {
        return medianEpoch(scores);
    }

    /** Of an even number the mean of the two in the middle; half an epoch is rounded up. */
    static int medianEpoch(List<Score> scores) {
        int[] epochs = scores.stream().mapToInt(Score::epoch).sorted().toArray();
        int upper = epochs.length / 2;
        return epochs.length % 2 == 1 ? epochs[upper] : (epochs[upper - 1] + epochs[upper] + 1) / 2;
    }

    /**
     * The metric of one round after {@code epoch}, as a model trained for so many epochs has it: of one epoch, not a mean
     * of several. If it has no finite value there, that of the nearest epoch which has one.
     */
    double after(Objective objective, int round, int epoch) {
        return curves.get(round).epochs().stream()
                .filter(point -> Double.isFinite(point.metric(objective.metric())))
                .min(Comparator.comparingInt((EpochPoint point) -> Math.abs(point.epoch() - epoch))
                        .thenComparingInt(EpochPoint::epoch))
                .orElseThrow()
                .metric(objective.metric());
    }
}
