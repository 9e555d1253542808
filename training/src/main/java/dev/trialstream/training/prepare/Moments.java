package dev.trialstream.training.prepare;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Population moments, with divisor n; 0 without values.
 *
 * @param skewness m₃/m₂^(3/2); 0 if the values are constant
 */
record Moments(double mean, double sd, double skewness) {

    static Moments of(double[] values) {
        if (values.length > 0 && Constants.areIn(values)) {
            return new Moments(values[0], 0, 0);
        }
        double mean = Arrays.stream(values).average().orElse(0);
        double second = 0;
        double third = 0;
        for (double value : values) {
            double off = value - mean;
            second += off * off;
            third += off * off * off;
        }
        int n = Math.max(1, values.length);
        return of(mean, second / n, third / n);
    }

    /** @param counts number of occurrences of the values 0, 1, and so on */
    static Moments of(long[] counts) {
        double all = Arrays.stream(counts).sum();
        double mean = IntStream.range(0, counts.length)
                        .mapToDouble(value -> (double) value * counts[value])
                        .sum()
                / all;
        double second = 0;
        double third = 0;
        for (int value = 0; value < counts.length; value++) {
            double off = value - mean;
            second += counts[value] * off * off;
            third += counts[value] * off * off * off;
        }
        return of(mean, second / all, third / all);
    }

    private static Moments of(double mean, double second, double third) {
        double skewness = third / Math.pow(second, 1.5);
        return new Moments(mean, Math.sqrt(second), Double.isFinite(skewness) ? skewness : 0);
    }
}
