package dev.trialstream.training.plan;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Weights of classes in the loss. They average 1 over the training rows, so the learning rate keeps its meaning.
 *
 * @param weights of each class
 * @param deferred whether they apply only in the last fifth of the epochs (Cao et al. 2019)
 * @param rateFactor factor for the learning rate from then on; 1 if not deferred
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

    /** The first epoch, from 0, in which they apply. */
    public int from(int epochs) {
        return deferred ? epochs - Math.max(1, Math.round(epochs / 5f)) : 0;
    }
}
