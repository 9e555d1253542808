package dev.trialstream.policy.search.tpe;

import dev.trialstream.protocol.space.Quantiles;
import java.util.SplittableRandom;

/**
 * One trial's contribution to one dimension: a density on the dimension's unit interval. The prior of every dimension
 * is the flat density there. So densities are relative to the prior, and a dimension without information from the trial
 * is a factor of 1.
 */
sealed interface Kernel permits Kernel.Flat, Bell, Choice {
    Kernel FLAT = new Flat();

    /** A quantile drawn from this density. */
    double draw(SplittableRandom random);

    /** The density at a point, or the mean density over an interval. */
    double density(Quantiles at);

    /** The prior. */
    record Flat() implements Kernel {
        @Override
        public double draw(SplittableRandom random) {
            return random.nextDouble();
        }

        @Override
        public double density(Quantiles at) {
            return 1;
        }
    }
}
