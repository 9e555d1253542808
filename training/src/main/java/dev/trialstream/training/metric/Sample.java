package dev.trialstream.training.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a sample of a larger population, drawn one by one or in groups.
 *
 * @param groups number of each row's group, from 0 without gaps; null if rows are independent of one another
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows, never compared
public record Sample(int rows, int @Nullable [] groups) {
    private static final double ROUNDING = 1e-12;

    public Sample {
        if (groups != null && groups.length != rows) {
            throw new IllegalArgumentException("expected " + rows + " groups, got " + groups.length);
        }
        groups = groups == null ? null : dense(groups);
    }

    /** Independent rows. */
    public static Sample of(int rows) {
        return new Sample(rows, null);
    }

    /**
     * Standard error of a statistic by the infinitesimal jackknife (Jaeckel 1972; Efron 1982, "The Jackknife, the
     * Bootstrap and Other Resampling Plans", chapter 6): √(G/(G − 1)·Σ_g (Σ_{i in g} d_i)²). For the mean of
     * independent rows this is s/√n. The rows of a group count as one draw.
     *
     * @param derivatives d_i of the statistic by the weight of each row, with all weights 1; they sum to 0
     * @param size of the numbers that the statistic is computed from; an error that is a rounding error of it is none
     * @return NaN with fewer than two draws, or if the draws do not differ: then the error is unknown, and not 0
     */
    public double standardError(double[] derivatives, double size) {
        double[] draws = groups == null ? derivatives : summed(derivatives, groups);
        if (draws.length < 2) {
            return Double.NaN;
        }
        double squares = 0;
        for (double draw : draws) {
            squares += draw * draw;
        }
        double error = Math.sqrt(squares * draws.length / (draws.length - 1));
        return error <= ROUNDING * Math.abs(size) ? Double.NaN : error;
    }

    private static double[] summed(double[] derivatives, int[] groups) {
        double[] sums = new double[1 + Arrays.stream(groups).max().orElse(-1)];
        for (int row = 0; row < groups.length; row++) {
            sums[groups[row]] += derivatives[row];
        }
        return sums;
    }

    /** Numbers from 0 without gaps. */
    private static int[] dense(int[] groups) {
        Map<Integer, Integer> numbers = new HashMap<>();
        return Arrays.stream(groups)
                .map(group -> numbers.computeIfAbsent(group, any -> numbers.size()))
                .toArray();
    }

    /** The mean of {@code values}, one for each row, with its standard error. */
    public Measure mean(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double[] derivatives = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            derivatives[row] = (values[row] - mean) / values.length;
        }
        double size = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return new Measure(mean, standardError(derivatives, size));
    }

    /**
     * Standard error of a mean of shares of counted rows. Each share contributes p·(1 − p)/n at p = (k + 1)/(n + 2),
     * Laplace's estimate, so that a few rows without an error do not look certain. If rows come in groups, it is at
     * least that of {@link #standardError(double[], double)}.
     *
     * @param hits k of each share
     * @param counts n of each share, all above 0
     * @param derivatives of the mean of the shares by the weight of each row; only needed if rows come in groups
     */
    double standardErrorOfShares(int[] hits, int[] counts, Supplier<double[]> derivatives) {
        double variance = 0;
        for (int i = 0; i < counts.length; i++) {
            double p = (hits[i] + 1.0) / (counts[i] + 2.0);
            variance += p * (1 - p) / counts[i];
        }
        double independent = counts.length == 0 ? Double.NaN : Math.sqrt(variance) / counts.length;
        double grouped = groups == null ? Double.NaN : standardError(derivatives.get(), 1);
        return Double.isNaN(grouped) ? independent : Math.max(independent, grouped);
    }
}
