package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Scores in an array kept in order: a rank is a binary search, and moving thousands of references to let one in is
 * quicker than walking a tree.
 */
final class SortedRung implements Rung {
    private final Comparator<Score> betterFirst;
    private final List<Score> scores = new ArrayList<>();
    private int unscored;

    SortedRung(Comparator<Score> betterFirst) {
        this.betterFirst = betterFirst;
    }

    void add(Optional<Score> score) {
        score.ifPresentOrElse(it -> scores.add(betterThan(it), it), () -> unscored++);
    }

    @Override
    public int size() {
        return scores.size() + unscored;
    }

    @Override
    public int rankOf(Optional<Score> score) {
        return score.map(it -> betterThan(it) + 1).orElseGet(this::size);
    }

    @Override
    public Optional<Score> at(int place) {
        return place <= scores.size() ? Optional.of(scores.get(place - 1)) : Optional.empty();
    }

    private int betterThan(Score score) {
        int low = 0;
        int high = scores.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (betterFirst.compare(scores.get(middle), score) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
