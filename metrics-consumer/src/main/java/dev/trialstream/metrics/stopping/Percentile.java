package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code percentile}: a trial is stopped after an epoch at which it is worse than a percentile of the other trials at
 * that epoch; with 50 it is the median rule of Golovin et al. 2017 ("Google Vizier", section 3.2.2) but for which of two
 * trials in the middle counts, with 25 only the best quarter goes on.
 *
 * <p>The percentile p of m others is the value at place ⌈p·m/100⌉, best first (the nearest rank). Everything else is as
 * for {@link Median}.
 *
 * @param percentile above 0, below 100
 * @param warmup epochs that every trial may train, at least 0
 * @param minTrials how many others must have reached the epoch, at least 1
 */
public record Percentile(double percentile, int warmup, int minTrials) implements StoppingRule {
    public Percentile {
        if (!(percentile > 0 && percentile < 100) || warmup < 0 || minTrials < 1) {
            throw new IllegalArgumentException("percentile: expected percentile between 0 and 100, warmup of at least 0"
                    + " and min_trials of at least 1, got " + percentile + ", " + warmup + " and " + minTrials);
        }
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (epoch.epoch() <= warmup || epoch.epoch() >= study.budget().epochs()) {
            return new Verdict.GoOn();
        }
        Rung rung = curves.at(epoch.epoch());
        int others = rung.size() - 1;
        if (others < minTrials) {
            return new Verdict.GoOn();
        }
        Optional<Score> score = epoch.curve().score(study.objective());
        int place = (int) Math.ceil(percentile * others / 100);
        int own = rung.rankOf(score);
        return rung.at(place < own ? place : place + 1)
                .map(Score::value)
                .filter(bound -> isWorse(study.objective().direction(), score, bound))
                .<Verdict>map(bound -> stop(study, epoch.epoch(), others, score, bound))
                .orElseGet(Verdict.GoOn::new);
    }

    private static boolean isWorse(Direction direction, Optional<Score> score, double bound) {
        return score.map(it -> direction == Direction.MINIMIZE ? it.value() > bound : it.value() < bound)
                .orElse(true);
    }

    private Verdict.Stop stop(Study study, int epoch, int others, Optional<Score> score, double bound) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) epoch);
        score.ifPresent(it -> numbers.put("value", it.value()));
        numbers.put("percentile", percentile);
        numbers.put("bound", bound);
        numbers.put("of", (double) others);
        String reason = String.format(
                Locale.ROOT,
                "%s %s at epoch %d is worse than %.4g, percentile %s of %d others",
                study.objective().metric(),
                score.map(it -> String.format(Locale.ROOT, "%.4g", it.value())).orElse("not finite"),
                epoch,
                bound,
                percentile == Math.rint(percentile) ? String.valueOf((long) percentile) : String.valueOf(percentile),
                others);
        return new Verdict.Stop("percentile", numbers, reason);
    }

    /** Knows {@code {rule: percentile, percentile: 50, warmup: 3, min_trials: 4}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.Percentile it
                    ? Optional.of(new Percentile(it.percentile(), it.warmup(), it.minTrials()))
                    : Optional.empty();
        }
    }
}
