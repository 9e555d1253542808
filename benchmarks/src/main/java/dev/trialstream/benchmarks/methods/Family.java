package dev.trialstream.benchmarks.methods;

import java.util.List;

/**
 * Arms on one data set.
 *
 * @param words before its figures
 * @param epochs by class counts of the split, so that resampled arms have as many updates
 * @param leastPairs minimum number of pairs of every arm, before any look
 */
record Family(String name, String title, String words, Form form, int epochs, int leastPairs, List<Arm> arms) {
    Family {
        arms = List.copyOf(arms);
    }

    Arm arm(String name) {
        return arms.stream()
                .filter(arm -> arm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("family " + this.name + " has no arm " + name));
    }
}
