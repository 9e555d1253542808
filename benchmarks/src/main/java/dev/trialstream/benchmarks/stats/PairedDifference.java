package dev.trialstream.benchmarks.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean difference over pairs, by Student's t.
 *
 * @param pairs number of pairs; with fewer than two, interval and p are NaN
 * @param mean difference
 * @param low end of its 95 % interval
 * @param high the other end
 * @param p two-sided, of no difference
 */
public record PairedDifference(int pairs, double mean, double low, double high, double p) {

    /** For independent pairs. */
    public static PairedDifference of(double[] differences) {
        return resampled(differences, 0);
    }

    /**
     * For pairs whose splits are drawn from the same rows. Such differences are dependent, so the variance of their
     * mean is σ²·(1/n + share) instead of σ²/n (Nadeau and Bengio 2003, the corrected resampled t).
     *
     * @param share ratio of test rows to training rows
     */
    public static PairedDifference resampled(double[] differences, double share) {
        int n = differences.length;
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        if (n < 2) {
            return new PairedDifference(n, mean, Double.NaN, Double.NaN, Double.NaN);
        }
        double variance =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (n - 1);
        double error = Math.sqrt(variance * (1.0 / n + share));
        TDistribution t = new TDistribution(n - 1);
        double half = t.inverseCumulativeProbability(0.975) * error;
        return new PairedDifference(n, mean, mean - half, mean + half, p(t, mean, error));
    }

    private static double p(TDistribution t, double mean, double error) {
        if (error == 0) {
            return mean == 0 ? 1 : 0;
        }
        return 2 * t.cumulativeProbability(-Math.abs(mean / error));
    }
}
