package dev.trialstream.protocol.curve;

import dev.trialstream.protocol.study.Objective.Direction;
import java.util.Comparator;

/**
 * The one number a curve is judged by.
 *
 * @param value of the objective's metric, in its own unit; never NaN
 * @param tie the log loss over the same epochs, smaller is better; positive infinity where it was not reported
 * @param epoch the last epoch of those that were averaged; the checkpoint of this epoch is the one to keep
 */
public record Score(double value, double tie, int epoch) {

    /** Better scores first: by value in the given direction, then by log loss, then the earlier epoch. */
    public static Comparator<Score> betterFirst(Direction direction) {
        Comparator<Score> byValue = Comparator.comparingDouble(Score::value);
        return (direction == Direction.MINIMIZE ? byValue : byValue.reversed())
                .thenComparingDouble(Score::tie)
                .thenComparingInt(Score::epoch);
    }
}
