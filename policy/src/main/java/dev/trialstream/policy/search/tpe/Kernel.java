package dev.trialstream.policy.search.tpe;

import dev.trialstream.protocol.space.Quantiles;
import java.util.SplittableRandom;

/**
 * What one trial says of one dimension: a density on the unit interval that the dimension's values are laid out on. The
 * prior of every dimension is the flat density there, so densities are relative to the prior, and a dimension that a
 * trial says nothing of is a factor of 1.
 */
sealed interface Kernel permits Kernel.Flat, Bell, Choice {
    Kernel FLAT = new Flat();

    /** A quantile drawn from it. */
    double draw(SplittableRandom random);

    /** The density at a point, the mean density over an interval. */
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
