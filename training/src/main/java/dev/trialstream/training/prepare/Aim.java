package dev.trialstream.training.prepare;

import java.util.List;
import java.util.Locale;

/** The target shape of a skewed column: the knob {@code reshape_aim}. */
enum Aim {
    /**
     * Symmetric; the distance is the magnitude of the skewness. A quantile map is no candidate, because it would always
     * win by flattening any shape.
     */
    SYMMETRIC(0.05) {
        @Override
        double distance(double[] sorted) {
            return Math.abs(Moments.of(sorted).skewness());
        }
    },
    /** Uniform over its range; the distance is the Kolmogorov-Smirnov distance to that distribution. */
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

    /** Distance of ascending values from the aim; 0 is reached exactly there. */
    abstract double distance(double[] sorted);

    /** Minimum improvement over a simpler candidate. */
    double margin() {
        return margin;
    }

    /** The candidate methods, simpler ones first. */
    List<Reshaping> candidates() {
        return switch (this) {
            case SYMMETRIC -> List.of(Reshaping.LOG, Reshaping.LOG1P, Reshaping.YEO_JOHNSON);
            case UNIFORM -> List.of(Reshaping.LOG, Reshaping.LOG1P, Reshaping.YEO_JOHNSON, Reshaping.QUANTILE);
        };
    }
}
