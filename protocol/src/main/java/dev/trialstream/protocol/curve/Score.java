package dev.trialstream.protocol.curve;

import dev.trialstream.protocol.study.Objective.Direction;
import java.util.Comparator;

/**
 * The score of a curve.
 *
 * @param value of the objective's metric, in its own unit; never NaN
 * @param tie the log loss over the same epochs, smaller is better; positive infinity if it was not reported
 * @param epoch the last averaged epoch; its checkpoint is the one to keep
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
