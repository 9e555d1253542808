package dev.trialstream.policy.search;

import dev.trialstream.protocol.history.TrialLog;
import dev.trialstream.protocol.study.Objective;
import java.util.List;
import java.util.Optional;

/**
 * How much better than the best one more trial may be expected to be, told from how far the best are apart.
 *
 * <p>Of n + 1 trials that are alike but for chance each is the best with probability 1/(n + 1). By how much, the
 * spacings of the best tell: where the tail is exponential, i·(y₍ᵢ₊₁₎ − y₍ᵢ₎) has the same mean θ for every i (Rényi
 * 1953, "On the theory of order statistics"), and as an exponential tail has no memory θ is the expected improvement of
 * a trial that is the best. So the expectation is θ̂ / (n + 1), with θ̂ the mean over the best k = ⌈√n⌉ spacings.
 *
 * <p>A search that learns proposes better than chance, so where it does this is too small rather than too large early,
 * and as its proposals come closer together so do the spacings.
 */
public final class ExpectedImprovement {
    /** With fewer the spacings say too little. */
    private static final int FEWEST = 10;

    private ExpectedImprovement() {}

    /**
     * In the unit of the objective, at least 0; empty with fewer than ten trials.
     *
     * @param ranked trials of the search that have a score, best first
     */
    public static Optional<Double> ofNextTrial(List<TrialLog> ranked, Objective objective) {
        return of(ranked.stream()
                .map(trial -> trial.score(objective).orElseThrow().value())
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** @param values best first, whatever the direction */
    static Optional<Double> of(double... values) {
        int n = values.length;
        if (n < FEWEST) {
            return Optional.empty();
        }
        int k = (int) Math.ceil(Math.sqrt(n));
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += i * Math.abs(values[i] - values[i - 1]);
        }
        return Optional.of(sum / k / (n + 1));
    }
}
