package dev.trialstream.benchmarks.methods;

import java.util.List;

/**
 * The number of pairs, fixed in advance: for each arm at least the minimum of its family, and up to twenty, unless
 * after six, ten or fourteen pairs the favourable end of its interval is an improvement of less than a tenth of the
 * reference's error.
 */
final class Looks {
    static final int LEAST = 6;
    static final int MOST = 20;

    private static final List<Integer> AFTER = List.of(6, 10, 14);
    private static final double MATTERS = 0.1;

    private Looks() {}

    /** The last pair to make without another look, from {@code pair} on. */
    static int until(int pair) {
        return AFTER.stream().filter(look -> look >= pair).findFirst().orElse(MOST);
    }

    /** Whether an arm has been decided by the pairs before this one. */
    static boolean decided(Family family, Arm arm, RecordedRuns runs, int pair) {
        return AFTER.stream()
                .filter(look -> look >= family.leastPairs() && look < pair)
                .map(look -> ArmEffect.of(family, arm, runs, look))
                .anyMatch(verdict -> verdict.difference().low() > -MATTERS * verdict.reference());
    }
}
