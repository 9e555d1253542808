package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.Optional;

/**
 * {@code hyperband}: successive halving from several first rungs, because nobody knows how early a curve can be told
 * from another (Li et al. 2018, "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR 18),
 * asynchronous as in section 3.3 of Li et al. 2020.
 *
 * <p>Bracket b = 0, 1, … has its first rung at min·η^b, as long as that is before the last epoch, and then rungs as
 * {@link Asha}. Trials are compared within their bracket. With s = s_max − b, bracket b has a share of the trials
 * proportional to (s_max + 1)/(s + 1)·η^s, so that all brackets have about the same number of epochs; which trial is in
 * which follows from its number alone.
 *
 * @param min the first rung of the keenest bracket, in epochs
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
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        Brackets brackets = Brackets.of(min, reduction, study.budget().epochs());
        int bracket = brackets.of(Ids.numberOf(epoch.trial()));
        if (!Halving.isRung(study, brackets.firstRung(bracket), reduction, epoch.epoch())) {
            return new Verdict.GoOn();
        }
        Rung rung = curves.at(epoch.epoch(), new Members(brackets, bracket));
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

    /** Knows {@code {rule: hyperband, min: 1, reduction: 3}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.Hyperband it
                    ? Optional.of(new Hyperband(it.min(), it.reduction()))
                    : Optional.empty();
        }
    }
}
