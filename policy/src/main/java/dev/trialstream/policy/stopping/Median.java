package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code median}: stops a trial after an epoch at which it is worse than the median of the other trials at that epoch
 * (Golovin et al. 2017, "Google Vizier: A Service for Black-Box Optimization", section 3.2.2).
 *
 * <p>Vizier compares a trial's best value with the others' running averages. Here both sides are scores of the curves up
 * to that epoch, so that a trial is stopped by the value that it would be ranked by; {@link Objective#after} has an
 * exception. The others are
 * all trials that have reached the epoch, ended or not, because many trials run in parallel.
 *
 * <p>The median of an even number of others is the mean of the two in the middle. Others without a finite value by then
 * rank last; if one of them is in the middle, there is no median and the trial continues. A trial without a finite
 * value is worse than any median. The last epoch is never judged, because there is nothing left to save.
 *
 * @param warmup epochs that every trial may train, at least 0
 * @param minTrials number of others that must have reached the epoch, at least 1
 */
public record Median(int warmup, int minTrials) implements StoppingRule {
    public Median {
        if (warmup < 0 || minTrials < 1) {
            throw new IllegalArgumentException(
                    "median: expected warmup of at least 0 and min_trials of at least 1, got " + warmup + " and "
                            + minTrials);
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
        Optional<Score> score = epoch.curve().score(compared);
        if (rung.size() - 1 < minTrials) {
            return new Verdict.GoOn();
        }
        return medianOfOthers(rung, rung.rankOf(score))
                .filter(median -> isWorse(study.objective().direction(), score, median))
                .<Verdict>map(median -> stop(study, epoch.epoch(), rung.size() - 1, score, median))
                .orElseGet(Verdict.GoOn::new);
    }

    private static Optional<Double> medianOfOthers(Rung rung, int own) {
        int others = rung.size() - 1;
        Optional<Double> lower = other(rung, own, (others + 1) / 2);
        Optional<Double> upper = other(rung, own, others / 2 + 1);
        return lower.flatMap(low -> upper.map(high -> (low + high) / 2));
    }

    /** The value at {@code place}, from 1, without the trial at {@code own}. */
    private static Optional<Double> other(Rung rung, int own, int place) {
        return rung.at(place < own ? place : place + 1).map(Score::value);
    }

    private static boolean isWorse(Direction direction, Optional<Score> score, double median) {
        return score.map(it -> direction == Direction.MINIMIZE ? it.value() > median : it.value() < median)
                .orElse(true);
    }

    private static Verdict.Stop stop(Study study, int epoch, int others, Optional<Score> score, double median) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) epoch);
        score.ifPresent(it -> numbers.put("value", it.value()));
        numbers.put("median", median);
        numbers.put("of", (double) others);
        String value =
                score.map(it -> String.format(Locale.ROOT, "%.4g", it.value())).orElse("not finite");
        String reason = String.format(
                Locale.ROOT,
                "%s %s at epoch %d is worse than %.4g, the median of %d others",
                study.objective().metric(),
                value,
                epoch,
                median,
                others);
        return new Verdict.Stop("median", numbers, reason);
    }

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME, Settings.none().with(Factory.WARMUP, warmup).with(Factory.MIN_TRIALS, minTrials));
    }

    /** {@code median}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "median";
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
            return "Stops a trial that is worse than the median of the others at the same epoch.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(WARMUP, MIN_TRIALS);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Median(settings.get(WARMUP), settings.get(MIN_TRIALS));
        }
    }
}
