package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code percentile}: stops a trial after an epoch at which it is worse than a percentile of the other trials at that
 * epoch. With 50 it is the median rule of Golovin et al. 2017 ("Google Vizier", section 3.2.2), except for the choice
 * between two trials in the middle. With 25 only the best quarter continues.
 *
 * <p>The percentile p of m others is the value at place ⌈p·m/100⌉, best first (the nearest rank). Everything else is as
 * for {@link Median}.
 *
 * @param percentile above 0, below 100
 * @param warmup epochs that every trial may train, at least 0
 * @param minTrials number of others that must have reached the epoch, at least 1
 */
public record Percentile(double percentile, int warmup, int minTrials) implements StoppingRule {
    public Percentile {
        if (!(percentile > 0 && percentile < 100) || warmup < 0 || minTrials < 1) {
            throw new IllegalArgumentException("percentile: expected percentile between 0 and 100, warmup of at least 0"
                    + " and min_trials of at least 1, got " + percentile + ", " + warmup + " and " + minTrials);
        }
    }

    @Override
    public int firstEpoch() {
        return warmup + 1;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (epoch.epoch() <= warmup || epoch.epoch() >= study.budget().epochs()) {
            return new Verdict.GoOn();
        }
        Objective compared = study.objective().after(epoch.epoch());
        Rung rung = curves.at(epoch.epoch(), compared, Curves.Group.ALL);
        int others = rung.size() - 1;
        if (others < minTrials) {
            return new Verdict.GoOn();
        }
        Optional<Score> score = epoch.curve().score(compared);
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

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME,
                Settings.none()
                        .with(Factory.PERCENTILE, percentile)
                        .with(Factory.WARMUP, warmup)
                        .with(Factory.MIN_TRIALS, minTrials));
    }

    /** {@code percentile}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "percentile";
        static final Key<Double> PERCENTILE = Key.number("percentile", Interval.within(0, 100))
                .otherwise(50.0)
                .help("Share of the others, in per cent, that a trial must keep up with; 50 is the median.");
        static final Key<Integer> WARMUP =
                Key.whole("warmup", 0, Budget.MOST_EPOCHS).otherwise(3).help("Epochs that every trial may train.");
        static final Key<Integer> MIN_TRIALS =
                Key.whole("min_trials", 1, 1_000_000).otherwise(4).help("How many others must have reached the epoch.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Stops a trial that is worse than a percentile of the others at the same epoch.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(PERCENTILE, WARMUP, MIN_TRIALS);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Percentile(settings.get(PERCENTILE), settings.get(WARMUP), settings.get(MIN_TRIALS));
        }
    }
}
