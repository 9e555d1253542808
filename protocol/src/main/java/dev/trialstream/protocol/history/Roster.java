package dev.trialstream.protocol.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trials by number, as a list that can be read without a copy. Numbers mostly come in order and without gaps, and then a
 * trial is found at the place of its number; otherwise it takes a binary search.
 */
final class Roster {
    private final List<TrialLog> trials = new ArrayList<>();
    private final List<TrialLog> view = Collections.unmodifiableList(trials);

    /** Takes in a trial, and returns the one that had its number before; null where there was none. */
    @Nullable
    TrialLog put(TrialLog trial) {
        int place = placeOf(trial.number());
        if (isAt(place, trial.number())) {
            return trials.set(place, trial);
        }
        trials.add(place, trial);
        return null;
    }

    /** Null where there is no such trial. */
    @Nullable
    TrialLog get(int number) {
        int place = placeOf(number);
        return isAt(place, number) ? trials.get(place) : null;
    }

    /** All of them by number; the list changes with the roster. */
    List<TrialLog> view() {
        return view;
    }

    private boolean isAt(int place, int number) {
        return place >= 0 && place < trials.size() && trials.get(place).number() == number;
    }

    /** How many trials have a lower number. */
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
