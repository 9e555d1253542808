package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective.Direction;
import java.util.Comparator;

/**
 * A trial's position in the ranking.
 *
 * @param failed whether it failed; such a trial ranks after all others, whatever its score
 */
public record Standing(String trial, int number, boolean failed, Score score) {

    /** Better standings first; equal scores by number. */
    public static Comparator<Standing> betterFirst(Direction direction) {
        return Comparator.comparing(Standing::failed)
                .thenComparing(Standing::score, Score.betterFirst(direction))
                .thenComparingInt(Standing::number);
    }
}
