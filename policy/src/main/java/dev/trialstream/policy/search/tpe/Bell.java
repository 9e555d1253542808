package dev.trialstream.policy.search.tpe;

import dev.trialstream.policy.stats.Normal;
import dev.trialstream.protocol.space.Quantiles;
import java.util.SplittableRandom;

/**
 * The kernel of an ordered dimension: a normal density cut off at 0 and 1, φ((u − μ)/σ) / (σ·Z) with Z = Φ((1 − μ)/σ) −
 * Φ(−μ/σ). Over the cell [a, b) of a whole number or an ordinal value it is the mass of the cell divided by its width:
 * (Φ((b − μ)/σ) − Φ((a − μ)/σ)) / (Z·(b − a)).
 *
 * @param centre μ, from 0 to 1
 * @param width σ
 * @param inside Z
 */
record Bell(double centre, double width, double inside) implements Kernel {
    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    static Bell of(double centre, double width) {
        return new Bell(centre, width, Normal.cdf((1 - centre) / width) - Normal.cdf(-centre / width));
    }

    /** At least a third of the draws lie inside, because the centre does and no width is above 1. */
    @Override
    public double draw(SplittableRandom random) {
        double u;
        do {
            u = centre + width * random.nextGaussian();
        } while (u < 0 || u >= 1);
        return u;
    }

    @Override
    public double density(Quantiles at) {
        double from = (at.from() - centre) / width;
        if (at.width() == 0) {
            return Math.exp(-from * from / 2) / (ROOT_OF_TWO_PI * width * inside);
        }
        double to = (at.to() - centre) / width;
        return (Normal.cdf(to) - Normal.cdf(from)) / (inside * at.width());
    }
}
