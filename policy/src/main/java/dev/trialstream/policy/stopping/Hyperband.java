package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;

/**
 * {@code hyperband}: successive halving with several first rungs, because it is not known how early curves can be
 * distinguished (Li et al. 2018, "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR 18),
 * asynchronous as in section 3.3 of Li et al. 2020.
 *
 * <p>With R epochs, s_max = ⌊log_η(R/min)⌋. The brackets are s = s_max, …, 0. Bracket s halves s times, as {@link Asha}
 * does: its rungs are the s epochs min·η^k with s_max − s ≤ k < s_max. Bracket 0 trains all of its trials to the end.
 * Trials are compared within their bracket. Bracket s has a share of the trials proportional to
 * n = ⌈(s_max + 1)/(s + 1)·η^s⌉ (algorithm 1), so that all brackets have about the same number of epochs: 27, 12, 6 and 4
 * for 27 epochs and η = 3. The bracket of a trial follows only from its number. Verdicts count brackets from the most
 * aggressive one, from 0.
 *
 * @param min the first rung of the most aggressive bracket, in epochs
 * @param reduction η
 */
public record Hyperband(int min, int reduction) implements StoppingRule {
    public Hyperband {
        if (min < 1 || reduction < 2) {
            throw new IllegalArgumentException(
                    "hyperband: expected min of at least 1 and reduction of at least 2, got min " + min
                            + " and reduction " + reduction);
        }
    }

    @Override
    public int firstEpoch() {
        return min;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        Brackets brackets = Brackets.of(min, reduction, study.budget().epochs());
        int bracket = brackets.of(Ids.numberOf(epoch.trial()));
        if (!brackets.isRung(bracket, epoch.epoch())) {
            return new Verdict.GoOn();
        }
        Rung rung = Halving.rung(study, curves, epoch.epoch(), new Members(brackets, bracket));
        Halving standing = Halving.at(study, rung, reduction, epoch);
        if (standing.places() == 0 || standing.isAmongTheBest()) {
            return new Verdict.GoOn();
        }
        var numbers = new java.util.LinkedHashMap<>(standing.numbers());
        numbers.put("bracket", (double) bracket);
        return new Verdict.Stop("hyperband", numbers, standing.reason(study) + " in bracket " + bracket);
    }

    /** The trials of one bracket. */
    private record Members(Brackets brackets, int bracket) implements Curves.Group {
        @Override
        public boolean has(int number) {
            return brackets.of(number) == bracket;
        }
    }

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME, Settings.none().with(Factory.MIN, min).with(Factory.REDUCTION, reduction));
    }

    /** {@code hyperband}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "hyperband";
        static final Key<Integer> MIN = Key.whole("min", 1, Budget.MOST_EPOCHS)
                .otherwise(1)
                .help("Epochs at the first rung of the keenest bracket.");
        static final Key<Integer> REDUCTION = Key.whole("reduction", 2, 1_000)
                .otherwise(3)
                .help("Rungs are this factor of epochs apart, and about one in so many trials goes on.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "As asha, in brackets whose first rung comes ever later, each with its share of the trials; the last one stops none.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(MIN, REDUCTION);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Hyperband(settings.get(MIN), settings.get(REDUCTION));
        }
    }
}
