package dev.trialstream.training.prepare;

import java.util.List;
import java.util.Locale;

/** What a skewed column is to become: the knob {@code reshape_aim}. */
enum Aim {
    /**
     * As much to the left of the middle as to the right; the distance is the magnitude of the skewness. A quantile map is
     * no candidate: it would win always, by flattening whatever the column has of a shape.
     */
    SYMMETRIC(0.05) {
        @Override
        double distance(double[] sorted) {
            return Math.abs(Moments.of(sorted).skewness());
        }
    },
    /** Spread evenly over its range; the distance is that of Kolmogorov and Smirnov to the uniform distribution over it. */
    UNIFORM(0.01) {
        @Override
        double distance(double[] sorted) {
            double min = sorted[0];
            double range = sorted[sorted.length - 1] - min;
            double largest = 0;
            for (int i = 0; i < sorted.length; i++) {
                double uniform = (sorted[i] - min) / range;
                double above = (i + 1.0) / sorted.length - uniform;
                double below = uniform - (double) i / sorted.length;
                largest = Math.max(largest, Math.max(above, below));
            }
            return largest;
        }
    };

    private final double margin;

    Aim(double margin) {
        this.margin = margin;
    }

    static Aim of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    /** How far values that ascend are from the aim; 0 is there. */
    abstract double distance(double[] sorted);

    /** By how much less than a simpler candidate's a distance must be to count. */
    double margin() {
        return margin;
    }

    /** The methods to choose among, simpler ones first. */
    List<Reshaping> candidates() {
        return switch (this) {
            case SYMMETRIC -> List.of(Reshaping.LOG, Reshaping.LOG1P, Reshaping.YEO_JOHNSON);
            case UNIFORM -> List.of(Reshaping.LOG, Reshaping.LOG1P, Reshaping.YEO_JOHNSON, Reshaping.QUANTILE);
        };
    }
}
