package dev.trialstream.training.prepare;

import java.util.Arrays;

/** Recognises values that do not differ, or differ only by the rounding of their mean. */
final class Constants {
    private static final double EPSILON = Math.ulp(1.0);

    private Constants() {}

    /**
     * Whether the smallest and the largest value are equal, or the variance is at most n·ε·variance + (n·mean·ε)², the
     * bound of scikit-learn's {@code _is_constant_feature} (from Chan, Golub and LeVeque, 1983, "Algorithms for
     * computing the sample variance", The American Statistician 37). The bound does not depend on the unit, so the
     * values are divided by the largest magnitude first and their squares neither overflow nor vanish.
     *
     * @param values finite; none at all are constant
     */
    static boolean areIn(double[] values) {
        double min = Arrays.stream(values).min().orElse(0);
        double max = Arrays.stream(values).max().orElse(0);
        if (min == max) {
            return true;
        }
        double unit = Math.max(Math.abs(min), Math.abs(max));
        double n = values.length;
        double mean = Arrays.stream(values).map(value -> value / unit).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value / unit - mean) * (value / unit - mean))
                .average()
                .orElse(0);
        double bound = n * EPSILON * variance + (n * mean * EPSILON) * (n * mean * EPSILON);
        return variance <= bound;
    }
}
