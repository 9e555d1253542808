package dev.trialstream.training.plan;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the loss of a row counts for, by its class. Weights average 1 over the training rows, so that the rate means the
 * same with and without them.
 *
 * @param weights of each class
 * @param deferred whether they count in the last fifth of the epochs alone (Cao et al. 2019)
 * @param rateFactor what the learning rate is multiplied by from then on; 1 where nothing is deferred
 */
public record ClassWeights(List<Double> weights, boolean deferred, double rateFactor) {
    public ClassWeights {
        weights = List.copyOf(weights);
    }

    /** w ∝ 1/√n. */
    static List<Double> inverseRoot(List<Integer> counts) {
        return scaled(counts, n -> 1 / Math.sqrt(n));
    }

    /** w ∝ (1 − β)/(1 − β^n), the inverse of the effective number of rows (Cui et al. 2019). */
    static List<Double> effectiveNumber(List<Integer> counts, double beta) {
        return scaled(counts, n -> (1 - beta) / (1 - Math.pow(beta, n)));
    }

    private static List<Double> scaled(List<Integer> counts, DoubleUnaryOperator raw) {
        double[] weights = counts.stream()
                .mapToDouble(n -> raw.applyAsDouble(Math.max(1, n)))
                .toArray();
        double sum = IntStream.range(0, weights.length)
                .mapToDouble(c -> weights[c] * counts.get(c))
                .sum();
        double rows = counts.stream().mapToInt(n -> n).sum();
        return DoubleStream.of(weights).map(w -> w * rows / sum).boxed().toList();
    }

    /** The first epoch, from 0, in which they count. */
    public int from(int epochs) {
        return deferred ? epochs - Math.max(1, Math.round(epochs / 5f)) : 0;
    }
}
