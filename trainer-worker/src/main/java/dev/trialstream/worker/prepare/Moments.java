package dev.trialstream.worker.prepare;

import java.util.Arrays;

/** Of a population: divisor n. */
record Moments(double mean, double sd, double skewness) {

    /** The skewness is m₃/m₂^(3/2), and 0 where the values do not differ. */
    static Moments of(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double second = 0;
        double third = 0;
        for (double value : values) {
            double off = value - mean;
            second += off * off;
            third += off * off * off;
        }
        second /= values.length;
        third /= values.length;
        double skewness = third / Math.pow(second, 1.5);
        return new Moments(mean, Math.sqrt(second), Double.isFinite(skewness) ? skewness : 0);
    }
}
