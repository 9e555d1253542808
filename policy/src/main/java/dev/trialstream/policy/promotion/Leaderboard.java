package dev.trialstream.policy.promotion;

import dev.trialstream.protocol.study.Objective.Direction;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The trials of a study that have a score, best first. A change costs O(log n). */
public final class Leaderboard {
    private final Map<String, Standing> byTrial = new HashMap<>();
    private final NavigableSet<Standing> ranked;

    public Leaderboard(Direction direction) {
        this.ranked = new TreeSet<>(Standing.betterFirst(direction));
    }

    /** Sets the standing of {@code trial}; an empty standing removes it. */
    public void put(String trial, Optional<Standing> standing) {
        Standing before = byTrial.remove(trial);
        if (before != null) {
            ranked.remove(before);
        }
        standing.ifPresent(now -> {
            byTrial.put(trial, now);
            ranked.add(now);
        });
    }

    public Optional<Standing> leader() {
        return ranked.isEmpty() ? Optional.empty() : Optional.of(ranked.first());
    }

    public Stream<Standing> ranked() {
        return ranked.stream();
    }
}
