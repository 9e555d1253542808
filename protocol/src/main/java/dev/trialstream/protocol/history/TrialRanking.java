package dev.trialstream.protocol.history;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The trials that have a score, best first; equal ones by number. A change costs O(log n). */
final class TrialRanking {
    private final Objective objective;
    private final Comparator<Place> better;
    private final NavigableSet<Place> places;
    private final Map<Integer, Place> byNumber = new HashMap<>();

    /** The best values; cached until one of these trials changes. */
    private double[] first = {};

    private @Nullable Place lastOfFirst;

    private record Place(int number, Score score) {}

    TrialRanking(Objective objective) {
        this.objective = objective;
        this.better = Comparator.comparing(Place::score, Score.betterFirst(objective.direction()))
                .thenComparingInt(Place::number);
        this.places = new TreeSet<>(better);
    }

    /** Adds or updates a trial with its current curve. */
    void put(TrialLog trial) {
        Place before = byNumber.remove(trial.number());
        if (before != null) {
            places.remove(before);
            changed(before);
        }
        trial.score(objective).ifPresent(score -> {
            Place now = new Place(trial.number(), score);
            byNumber.put(trial.number(), now);
            places.add(now);
            changed(now);
        });
    }

    private void changed(Place place) {
        if (lastOfFirst != null && better.compare(place, lastOfFirst) <= 0) {
            lastOfFirst = null;
        }
    }

    int size() {
        return places.size();
    }

    /** The numbers of the trials, best first. */
    IntStream numbers() {
        return places.stream().mapToInt(Place::number);
    }

    /** The number of the best trial. */
    Optional<Integer> leader() {
        return places.isEmpty() ? Optional.empty() : Optional.of(places.first().number());
    }

    /**
     * The values of the best {@code count} trials, best first. A repeated query costs O(count) copying while none of
     * these trials changes.
     *
     * @param count at most {@link #size}
     */
    double[] best(int count) {
        if (lastOfFirst == null || first.length != count) {
            first = new double[count];
            lastOfFirst = null;
            Iterator<Place> next = places.iterator();
            for (int i = 0; i < count; i++) {
                lastOfFirst = next.next();
                first[i] = lastOfFirst.score().value();
            }
        }
        return first.clone();
    }
}
