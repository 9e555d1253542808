package dev.trialstream.training.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The method for skewed columns: the knob {@code reshape}. A column that a method does not apply to is unchanged. */
enum Reshaping {
    NONE,
    LOG,
    LOG1P,
    YEO_JOHNSON,
    QUANTILE,
    /** The method that comes closest to the aim on the training rows. */
    AUTO;

    /** Maximum number of references of a quantile map. */
    private static final int MOST_REFERENCES = 200;

    /** Maximum number of values for the likelihood of λ, evenly spaced over the sorted ones. */
    private static final int MOST_LIKELIHOOD_VALUES = 20_000;

    private static final double MOST_LAMBDA = 5;

    /** The chosen transformation, and each candidate's distance from the aim if there was a choice. */
    record Fitted(@Nullable Reshape reshape, @Nullable Map<String, Double> distances) {
        static final Fitted UNTOUCHED = new Fitted(null, null);
    }

    static Reshaping of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    /** @param sorted the values of the training rows, ascending */
    Fitted fit(double[] sorted, Aim aim) {
        if (this == NONE || distinct(sorted) < 3) {
            return Fitted.UNTOUCHED; // two values stay two values
        }
        return this == AUTO ? choose(sorted, aim) : new Fitted(single(sorted).orElse(null), null);
    }

    /** The first of those closest to the aim, unless a simpler one is within the aim's margin. */
    private static Fitted choose(double[] sorted, Aim aim) {
        Map<String, Double> distances = new LinkedHashMap<>();
        @Nullable Reshape chosen = null;
        double best = aim.distance(sorted);
        distances.put("none", best);
        for (Reshaping candidate : aim.candidates()) {
            Optional<Reshape> reshape = candidate.single(sorted);
            if (reshape.isPresent()) {
                double distance = aim.distance(mapped(sorted, reshape.get()::apply));
                distances.put(candidate.name().toLowerCase(Locale.ROOT), distance);
                if (distance < best - aim.margin()) {
                    best = distance;
                    chosen = reshape.get();
                }
            }
        }
        return new Fitted(chosen, distances);
    }

    private Optional<Reshape> single(double[] sorted) {
        return switch (this) {
            case LOG -> sorted[0] > 0 ? Optional.of(new Reshape.Log(sorted[0])) : Optional.empty();
            case LOG1P -> sorted[0] >= 0 ? Optional.of(new Reshape.Log1p(sorted[0])) : Optional.empty();
            case YEO_JOHNSON -> Optional.of(new Reshape.YeoJohnson(likeliest(sorted)));
            case QUANTILE -> Optional.of(quantiles(sorted));
            case NONE, AUTO -> Optional.empty();
        };
    }

    private static Reshape.Quantile quantiles(double[] sorted) {
        int count = Math.min(MOST_REFERENCES, sorted.length);
        List<Double> references = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double at = (double) i * (sorted.length - 1) / (count - 1);
            int below = Math.min((int) at, sorted.length - 2);
            references.add(sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]));
        }
        return new Reshape.Quantile(references);
    }

    /** The λ of maximum likelihood within ±5, by golden section search. */
    private static double likeliest(double[] sorted) {
        double[] values = sample(sorted);
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = -MOST_LAMBDA;
        double high = MOST_LAMBDA;
        double left = high - golden * (high - low);
        double right = low + golden * (high - low);
        double ofLeft = logLikelihood(values, left);
        double ofRight = logLikelihood(values, right);
        while (high - low > 1e-9) {
            if (ofLeft >= ofRight) {
                high = right;
                right = left;
                ofRight = ofLeft;
                left = high - golden * (high - low);
                ofLeft = logLikelihood(values, left);
            } else {
                low = left;
                left = right;
                ofLeft = ofRight;
                right = low + golden * (high - low);
                ofRight = logLikelihood(values, right);
            }
        }
        return (low + high) / 2;
    }

    private static double[] sample(double[] sorted) {
        int count = Math.min(MOST_LIKELIHOOD_VALUES, sorted.length);
        double[] sample = new double[count];
        for (int i = 0; i < count; i++) {
            sample[i] = sorted[(int) ((long) i * sorted.length / count)];
        }
        return sample;
    }

    /**
     * Log-likelihood of the transformed values under a normal distribution, without constants: −n/2·log σ² + (λ − 1)·Σ
     * sgn(x)·log(1 + |x|).
     */
    private static double logLikelihood(double[] values, double lambda) {
        double[] mapped = mapped(values, new Reshape.YeoJohnson(lambda)::apply);
        double mean = Arrays.stream(mapped).average().orElse(0);
        double variance = Arrays.stream(mapped)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        double jacobian = Arrays.stream(values)
                .map(value -> Math.signum(value) * Math.log1p(Math.abs(value)))
                .sum();
        double likelihood = -values.length / 2.0 * Math.log(variance) + (lambda - 1) * jacobian;
        return Double.isNaN(likelihood) || variance == 0 ? Double.NEGATIVE_INFINITY : likelihood;
    }

    private static double[] mapped(double[] values, DoubleUnaryOperator map) {
        return Arrays.stream(values).map(map).toArray();
    }

    private static int distinct(double[] sorted) {
        int distinct = sorted.length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.length && distinct < 3; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }
}
