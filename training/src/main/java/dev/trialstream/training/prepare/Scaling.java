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
        Affine fit(double[] values) {
            double mean = Arrays.stream(values).average().orElse(0);
            double variance = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            return Affine.of(mean, 1 / Math.sqrt(variance));
        }
    },
    /** From 0 to 1. */
    @JsonProperty("min_max")
    MIN_MAX {
        @Override
        Affine fit(double[] values) {
            double min = Arrays.stream(values).min().orElse(0);
            double max = Arrays.stream(values).max().orElse(0);
            return Affine.of(min, 1 / (max - min));
        }
    },
    /** From −1 to 1. */
    @JsonProperty("min_max_symmetric")
    MIN_MAX_SYMMETRIC {
        @Override
        Affine fit(double[] values) {
            double min = Arrays.stream(values).min().orElse(0);
            double max = Arrays.stream(values).max().orElse(0);
            return Affine.of(min / 2 + max / 2, 2 / (max - min));
        }
    },
    /** Unchanged. */
    @JsonProperty("none")
    NONE {
        @Override
        Affine fit(double[] values) {
            return Affine.IDENTITY;
        }
    };

    /** The map for these training values. */
    abstract Affine fit(double[] values);

    /** The scaling named by the knob {@code scaling}. */
    public static Scaling of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    /** Maps x to (x − {@code centre}) · {@code factor}. */
    public record Affine(double centre, double factor) {
        static final Affine IDENTITY = new Affine(0, 1);

        /** A column without spread has no finite factor; it becomes 0. */
        static Affine of(double centre, double factor) {
            return Double.isFinite(factor) && Double.isFinite(centre) ? new Affine(centre, factor) : new Affine(0, 0);
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
