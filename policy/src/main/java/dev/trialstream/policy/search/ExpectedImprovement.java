package dev.trialstream.policy.search;

import java.util.Optional;

/**
 * The expected improvement of the best value by one more trial, estimated from the distances between the best.
 *
 * <p>Of n + 1 exchangeable trials each is the best with probability 1/(n + 1). The size of the improvement follows from
 * the spacings of the best: if the tail is exponential, i·(y₍ᵢ₊₁₎ − y₍ᵢ₎) has the same mean θ for every i (Rényi 1953,
 * "On the theory of order statistics"). An exponential tail has no memory, so θ is the expected improvement of a trial
 * that is the best. So the expectation is θ̂ / (n + 1), with θ̂ the mean over the best k = ⌈√n⌉ spacings.
 *
 * <p>A search that learns proposes better points than chance, so early on this estimate is too small rather than too
 * large. As the proposals come closer together, so do the spacings.
 */
public final class ExpectedImprovement {
    /** With fewer trials the spacings say too little. */
    private static final int FEWEST = 10;

    private ExpectedImprovement() {}

    /** Number of best values that {@link #ofNextTrial} needs, out of {@code trials} with a score. */
    public static int needed(int trials) {
        return trials < FEWEST ? 0 : spacings(trials) + 1;
    }

    private static int spacings(int trials) {
        return (int) Math.ceil(Math.sqrt(trials));
    }

    /**
     * In the unit of the objective, at least 0; empty with fewer than ten trials. Costs O(√n).
     *
     * @param trials number of search trials that have a score
     * @param best at least the best {@link #needed} values, best first in either direction
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
