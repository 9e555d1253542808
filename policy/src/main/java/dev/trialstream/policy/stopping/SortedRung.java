package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import java.util.Comparator;
import java.util.Optional;

/** The scores of a rung in order, and how many of its trials have none. */
final class SortedRung implements Rung {
    private final SortedBlocks<Score> scores;
    private int unscored;

    SortedRung(Comparator<Score> betterFirst) {
        this.scores = new SortedBlocks<>(betterFirst);
    }

    /** A trial has reached the epoch. */
    void add(Optional<Score> score) {
        score.ifPresentOrElse(scores::add, () -> unscored++);
    }

    /** A trial that had reached the epoch, with this score, was cut short before it. */
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
