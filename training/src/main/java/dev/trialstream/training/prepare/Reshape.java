package dev.trialstream.training.prepare;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;

/**
 * A transformation of a numeric column before scaling, which spreads out a skewed column. It is fitted on training
 * rows, never decreasing, and defined for every number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reshape.Log.class, name = "log"),
    @JsonSubTypes.Type(value = Reshape.Log1p.class, name = "log1p"),
    @JsonSubTypes.Type(value = Reshape.YeoJohnson.class, name = "yeo_johnson"),
    @JsonSubTypes.Type(value = Reshape.Quantile.class, name = "quantile")
})
public sealed interface Reshape {
    double apply(double value);

    /**
     * The natural logarithm, for columns above 0.
     *
     * @param least smallest value of the training rows; a smaller value counts as it, since 0 has no logarithm
     */
    record Log(double least) implements Reshape {
        @Override
        public double apply(double value) {
            return Math.log(Math.max(value, least));
        }
    }

    /**
     * log(1 + x), for columns that are not negative.
     *
     * @param least smallest value of the training rows; a smaller value counts as it
     */
    record Log1p(double least) implements Reshape {
        @Override
        public double apply(double value) {
            return Math.log1p(Math.max(value, least));
        }
    }

    /**
     * The power transformation of Yeo and Johnson (2000, "A new family of power transformations to improve normality or
     * symmetry", Biometrika 87): for x ≥ 0 ((x + 1)^λ − 1)/λ, or log(x + 1) at λ = 0; for x &lt; 0
     * −((1 − x)^(2−λ) − 1)/(2 − λ), or −log(1 − x) at λ = 2.
     */
    record YeoJohnson(double lambda) implements Reshape {
        /** If λ is closer to its limit than this, the quotient is only rounding error. */
        private static final double LIMIT = 1e-12;

        @Override
        public double apply(double value) {
            return value >= 0 ? power(value, lambda) : -power(-value, 2 - lambda);
        }

        private static double power(double magnitude, double exponent) {
            double log = Math.log1p(magnitude);
            return Math.abs(exponent) < LIMIT ? log : Math.expm1(exponent * log) / exponent;
        }
    }

    /**
     * The share of smaller training values, from 0 to 1, linear between references. A value that equals several
     * references gets the middle of their shares.
     *
     * @param references the quantiles of the training values at equal steps from 0 to 1, ascending, at least two
     */
    record Quantile(List<Double> references) implements Reshape {
        public Quantile {
            references = List.copyOf(references);
        }

        @Override
        public double apply(double value) {
            int last = references.size() - 1;
            if (value <= references.get(0)) {
                return 0;
            } else if (value >= references.get(last)) {
                return 1;
            }
            int found = Collections.binarySearch(references, value);
            return (found >= 0 ? middle(found) : between(-found - 1, value)) / last;
        }

        private double middle(int found) {
            double value = references.get(found);
            int first = found;
            while (references.get(first - 1) == value) {
                first--;
            }
            int end = found;
            while (references.get(end + 1) == value) {
                end++;
            }
            return (first + end) / 2.0;
        }

        private double between(int above, double value) {
            double low = references.get(above - 1);
            return above - 1 + (value - low) / (references.get(above) - low);
        }
    }
}
