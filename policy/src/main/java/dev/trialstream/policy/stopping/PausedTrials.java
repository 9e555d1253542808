package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The paused trials, each with its curve up to the epoch at which it was paused, in the order of
 * {@link Objective#atRungs}. A rule that only looks at the best of
 * an epoch costs the same for any number of paused trials. A change costs O(log n).
 */
public final class PausedTrials {
    private final Objective objective;
    private final Comparator<Place> order;
    private final NavigableMap<Integer, NewEpoch> byNumber = new TreeMap<>();
    private final NavigableMap<Integer, NavigableSet<Place>> byEpoch = new TreeMap<>(Comparator.reverseOrder());

    private record Place(NewEpoch trial, Score score) {}

    public PausedTrials(Objective objective) {
        this.objective = objective.atRungs();
        this.order = Comparator.comparing(Place::score, Score.betterFirst(objective.direction()))
                .thenComparing(place -> place.trial().trial());
    }

    /** A new index of {@code paused}; loops over all of them. */
    public static PausedTrials of(Objective objective, List<NewEpoch> paused) {
        PausedTrials trials = new PausedTrials(objective);
        paused.forEach(trials::put);
        return trials;
    }

    /** Adds a paused trial, with its curve up to the epoch at which it was paused. */
    public void put(NewEpoch paused) {
        remove(paused.trial());
        byNumber.put(Ids.numberOf(paused.trial()), paused);
        place(paused)
                .ifPresent(place -> byEpoch.computeIfAbsent(paused.epoch(), any -> new TreeSet<>(order))
                        .add(place));
    }

    /** Removes a trial if it is paused. */
    public void remove(String trial) {
        NewEpoch before = byNumber.remove(Ids.numberOf(trial));
        if (before == null) {
            return;
        }
        place(before)
                .ifPresent(place -> byEpoch.computeIfPresent(
                        before.epoch(), (epoch, places) -> places.remove(place) && places.isEmpty() ? null : places));
    }

    private Optional<Place> place(NewEpoch paused) {
        return paused.curve().score(objective).map(score -> new Place(paused, score));
    }

    /** The paused trial of this id; empty if it is not paused. */
    public Optional<NewEpoch> find(String trial) {
        return Optional.ofNullable(byNumber.get(Ids.numberOf(trial)));
    }

    /** All of them by number; a new list. */
    public List<NewEpoch> all() {
        return List.copyOf(byNumber.values());
    }

    /** The epochs at which trials with a score are paused, the highest first. */
    public Set<Integer> epochs() {
        return Collections.unmodifiableSet(byEpoch.keySet());
    }

    /** The trials paused at {@code epoch} that have a score, best first; equal ones by the text of their ids. */
    public Stream<NewEpoch> at(int epoch) {
        return byEpoch.getOrDefault(epoch, Collections.emptyNavigableSet()).stream()
                .map(Place::trial);
    }
}
