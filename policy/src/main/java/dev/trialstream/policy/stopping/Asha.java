package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * {@code asha}: asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter
 * Tuning", MLSys) in its stopping form (Klein et al. 2020, arXiv 2003.10865).
 *
 * <p>Rungs are at the epochs min·η^k before the last epoch of the budget. A trial that reaches a rung continues if it
 * is among the best 1/η of all that have reached it so far, including itself: its rank is at most ⌊n/η⌋. While fewer
 * than η trials have reached the rung, there is no such share and it continues. The last epoch is no rung, because
 * there is nothing left to save.
 *
 * @param min the first rung, in epochs
 * @param reduction η
 */
public record Asha(int min, int reduction) implements StoppingRule {
    public static final Asha STANDARD = new Asha(1, 3);

    public Asha {
        if (min < 1 || reduction < 2) {
            throw new IllegalArgumentException("asha: expected min of at least 1 and reduction of at least 2, got min "
                    + min + " and reduction " + reduction);
        }
    }

    @Override
    public int firstEpoch() {
        return min;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (!Halving.isRung(study, min, reduction, epoch.epoch())) {
            return new Verdict.GoOn();
        }
        Halving standing =
                Halving.at(study, Halving.rung(study, curves, epoch.epoch(), Curves.Group.ALL), reduction, epoch);
        return standing.places() == 0 || standing.isAmongTheBest()
                ? new Verdict.GoOn()
                : new Verdict.Stop("asha", standing.numbers(), standing.reason(study));
    }

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME, Settings.none().with(Factory.MIN, min).with(Factory.REDUCTION, reduction));
    }

    /** {@code asha}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "asha";
        static final Key<Integer> MIN =
                Key.whole("min", 1, Budget.MOST_EPOCHS).otherwise(1).help("Epochs at the first rung.");
        static final Key<Integer> REDUCTION = Key.whole("reduction", 2, 1_000)
                .otherwise(3)
                .help("Rungs are this factor of epochs apart, and about one in so many trials goes on.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Stops a trial at a rung unless it is among the best 1/reduction of all that got so far.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(MIN, REDUCTION);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Asha(settings.get(MIN), settings.get(REDUCTION));
        }
    }
}
