package dev.trialstream.protocol.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trials by number, as a list that can be read without a copy. Numbers usually come in order and without gaps; then a
 * trial's index follows from its number. Otherwise a lookup is a binary search.
 */
final class Roster {
    private final List<TrialLog> trials = new ArrayList<>();
    private final List<TrialLog> view = Collections.unmodifiableList(trials);

    /** Adds a trial and returns the previous trial of that number, or null. */
    @Nullable
    TrialLog put(TrialLog trial) {
        int place = placeOf(trial.number());
        if (isAt(place, trial.number())) {
            return trials.set(place, trial);
        }
        trials.add(place, trial);
        return null;
    }

    /** Null if there is no such trial. */
    @Nullable
    TrialLog get(int number) {
        int place = placeOf(number);
        return isAt(place, number) ? trials.get(place) : null;
    }

    /** All trials by number; the list changes with the roster. */
    List<TrialLog> view() {
        return view;
    }

    private boolean isAt(int place, int number) {
        return place >= 0 && place < trials.size() && trials.get(place).number() == number;
    }

    /** The number of trials with a lower number. */
    private int placeOf(int number) {
        if (isAt(number - 1, number)) {
            return number - 1;
        }
        int low = 0;
        int high = trials.size();
        if (high > 0 && trials.get(high - 1).number() < number) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (trials.get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
