package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Optional;

/**
 * {@code asha}: asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter
 * Tuning", MLSys) in its stopping form (Klein et al. 2020, arXiv 2003.10865).
 *
 * <p>Rungs stand at the epochs min·η^k before the last epoch of the budget. A trial that reaches a rung goes on when it
 * is among the best 1/η of all that have reached it so far, itself included: its rank is at most ⌊n/η⌋. While fewer
 * than η have, there is no such share and it goes on. The last epoch is no rung, because there is nothing left to save.
 *
 * @param min the first rung, in epochs
 * @param reduction η
 */
public record Asha(int min, int reduction) implements StoppingRule {

    public Asha {
        if (min < 1 || reduction < 2) {
            throw new IllegalArgumentException("asha: expected min of at least 1 and reduction of at least 2, got min "
                    + min + " and reduction " + reduction);
        }
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (!Halving.isRung(study, min, reduction, epoch.epoch())) {
            return new Verdict.GoOn();
        }
        Halving standing = Halving.at(study, curves.at(epoch.epoch()), reduction, epoch);
        return standing.places() == 0 || standing.isAmongTheBest()
                ? new Verdict.GoOn()
                : new Verdict.Stop("asha", standing.numbers(), standing.reason(study));
    }

    /** Knows {@code {rule: asha, min: 1, reduction: 3}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.Asha asha
                    ? Optional.of(new Asha(asha.min(), asha.reduction()))
                    : Optional.empty();
        }
    }
}
