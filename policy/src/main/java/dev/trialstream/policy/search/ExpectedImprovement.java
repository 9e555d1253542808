package dev.trialstream.policy.search;

import java.util.Optional;

/**
 * How much better than the best one more trial may be expected to be, told from how far the best are apart.
 *
 * <p>Of n + 1 trials that are alike but for chance each is the best with probability 1/(n + 1). By how much, the
 * spacings of the best tell: where the tail is exponential, i·(y₍ᵢ₊₁₎ − y₍ᵢ₎) has the same mean θ for every i (Rényi
 * 1953, "On the theory of order statistics"), and as an exponential tail has no memory θ is the expected improvement of
 * a trial that is the best. So the expectation is θ̂ / (n + 1), with θ̂ the mean over the best k = ⌈√n⌉ spacings.
 *
 * <p>A search that learns proposes better than chance, so where it does this is too small rather than too large early,
 * and as its proposals come closer together so do the spacings.
 */
public final class ExpectedImprovement {
    /** With fewer the spacings say too little. */
    private static final int FEWEST = 10;

    private ExpectedImprovement() {}

    /** How many of the best values {@link #ofNextTrial} looks at, of {@code trials} that have a score. */
    public static int needed(int trials) {
        return trials < FEWEST ? 0 : spacings(trials) + 1;
    }

    private static int spacings(int trials) {
        return (int) Math.ceil(Math.sqrt(trials));
    }

    /**
     * In the unit of the objective, at least 0; empty with fewer than ten trials. It costs O(√n).
     *
     * @param trials of the search that have a score
     * @param best values of the best {@link #needed} of them at least, best first, whatever the direction
     */
    public static Optional<Double> ofNextTrial(int trials, double[] best) {
        if (trials < FEWEST) {
            return Optional.empty();
        }
        int k = spacings(trials);
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += i * Math.abs(best[i] - best[i - 1]);
        }
        return Optional.of(sum / k / (trials + 1));
    }
}
