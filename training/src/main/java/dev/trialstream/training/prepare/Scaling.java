package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;

/** Scaling of numeric columns to a common range. Each is an affine map fitted on the training rows. */
public enum Scaling {
    /** Mean 0, variance 1 (divisor n). */
    @JsonProperty("standard")
    STANDARD {
        @Override
        Affine fitted(double[] values) {
            double mean = Arrays.stream(values).average().orElse(0);
            double variance = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            return Affine.of(mean, 1 / (variance < LEAST_VARIANCE ? smallSpread(values) : Math.sqrt(variance)));
        }
    },
    /** From 0 to 1. */
    @JsonProperty("min_max")
    MIN_MAX {
        @Override
        Affine fitted(double[] values) {
            double min = Arrays.stream(values).min().orElse(0);
            double max = Arrays.stream(values).max().orElse(0);
            return Affine.of(min, 1 / (max - min));
        }
    },
    /** From −1 to 1. */
    @JsonProperty("min_max_symmetric")
    MIN_MAX_SYMMETRIC {
        @Override
        Affine fitted(double[] values) {
            double min = Arrays.stream(values).min().orElse(0);
            double max = Arrays.stream(values).max().orElse(0);
            return Affine.of(min / 2 + max / 2, 2 / (max - min));
        }
    },
    /** Unchanged. */
    @JsonProperty("none")
    NONE {
        @Override
        Affine fitted(double[] values) {
            return Affine.IDENTITY;
        }
    };

    /** Below this, a variance has lost digits. */
    private static final double LEAST_VARIANCE = 1e-290;

    /** The map for these training values; constant ones, and whatever comes later, become 0. */
    final Affine fit(double[] values) {
        return Constants.areIn(values) ? Affine.CONSTANT : fitted(values);
    }

    /** The map for values that differ. */
    abstract Affine fitted(double[] values);

    /** The standard deviation of values whose squares vanish. */
    private static double smallSpread(double[] values) {
        double unit = Arrays.stream(values).map(Math::abs).max().orElse(1);
        double mean = Arrays.stream(values).map(value -> value / unit).average().orElse(0);
        return unit
                * Math.sqrt(Arrays.stream(values)
                        .map(value -> (value / unit - mean) * (value / unit - mean))
                        .average()
                        .orElse(0));
    }

    /** The scaling named by the knob {@code scaling}. */
    public static Scaling of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    /** Maps x to (x − {@code centre}) · {@code factor}. */
    public record Affine(double centre, double factor) {
        static final Affine IDENTITY = new Affine(0, 1);

        /** Maps every number to 0. */
        static final Affine CONSTANT = new Affine(0, 0);

        /** A column without spread has no finite factor; it becomes 0. */
        static Affine of(double centre, double factor) {
            return Double.isFinite(factor) && Double.isFinite(centre) ? new Affine(centre, factor) : CONSTANT;
        }

        public double apply(double value) {
            return (value - centre) * factor;
        }

        /** The value that {@link #apply} maps to {@code scaled}; undefined for a column without spread. */
        public double invert(double scaled) {
            return scaled / factor + centre;
        }
    }
}
