package dev.trialstream.policy.search.tpe;

import dev.trialstream.protocol.space.Quantiles;
import java.util.SplittableRandom;

/**
 * The kernel of an unordered dimension (Aitchison and Aitken 1976): the trial's value has probability 1 − λ, every
 * other value λ/(C − 1), as densities over cells of width 1/C.
 *
 * @param own the cell of the trial's value
 * @param others λ, from 0 to (C − 1)/C
 */
record Choice(Quantiles own, double others) implements Kernel {

    @Override
    public double draw(SplittableRandom random) {
        if (random.nextDouble() >= others) {
            return own.middle();
        }
        double elsewhere = random.nextDouble() * (1 - own.width());
        return elsewhere < own.from() ? elsewhere : elsewhere + own.width();
    }

    @Override
    public double density(Quantiles at) {
        boolean same = at.middle() > own.from() && at.middle() < own.to();
        return same ? (1 - others) / own.width() : others / (1 - own.width());
    }
}
