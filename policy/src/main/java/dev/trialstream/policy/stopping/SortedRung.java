package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import java.util.Comparator;
import java.util.Optional;

/** The sorted scores of a rung, and the number of its trials without one. */
final class SortedRung implements Rung {
    private final SortedBlocks<Score> scores;
    private int unscored;

    SortedRung(Comparator<Score> betterFirst) {
        this.scores = new SortedBlocks<>(betterFirst);
    }

    /** Adds a trial that has reached the epoch. */
    void add(Optional<Score> score) {
        score.ifPresentOrElse(scores::add, () -> unscored++);
    }

    /** Removes a trial with this score, because its curve was cut before the epoch. */
    void remove(Optional<Score> score) {
        score.ifPresentOrElse(scores::remove, () -> unscored--);
    }

    @Override
    public int size() {
        return scores.size() + unscored;
    }

    @Override
    public int rankOf(Optional<Score> score) {
        return score.map(it -> scores.before(it) + 1).orElseGet(this::size);
    }

    @Override
    public Optional<Score> at(int place) {
        return place <= scores.size() ? Optional.of(scores.get(place - 1)) : Optional.empty();
    }
}
