package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Budget;
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
 * {@code extrapolation}: stops a trial if its curve, continued to the last epoch, would beat the best of the others
 * with a probability below a bound (Domhan, Springenberg and Hutter 2015, "Speeding up Automatic Hyperparameter
 * Optimization of Deep Neural Networks by Extrapolation of Learning Curves", IJCAI). They sample eleven families by
 * MCMC; here a few families are fitted by least squares and averaged: {@link CurveFit}.
 *
 * <p>A trial is judged after each of the L epochs between the warm-up and the last epoch, and one wrong verdict ends it.
 * So each verdict takes {@code probability}/L (Bonferroni's inequality): a trial that would beat the best is stopped at
 * any of its epochs with at most {@code probability}, as far as the families describe its curve.
 *
 * <p>The last epoch is never judged. A trial whose curve has no finite value so far is left to other rules. No trial is
 * stopped while no other trial has a score.
 *
 * @param probability for all epochs of a trial together; above 0, below 1
 * @param warmup epochs that every trial may train, at least 3
 */
public record Extrapolation(double probability, int warmup) implements StoppingRule {
    public Extrapolation {
        if (!(probability > 0 && probability < 1) || warmup < CurveFit.FEWEST) {
            throw new IllegalArgumentException("extrapolation: expected a probability between 0 and 1 and warmup of at"
                    + " least " + CurveFit.FEWEST + ", got " + probability + " and " + warmup);
        }
    }

    @Override
    public int firstEpoch() {
        return warmup + 1;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        int last = study.budget().epochs();
        if (epoch.epoch() <= warmup || epoch.epoch() >= last) {
            return new Verdict.GoOn();
        }
        Optional<Score> best = curves.bestBut(epoch.trial());
        Optional<CurveFit.Forecast> forecast =
                CurveFit.forecast(epoch.curve(), study.objective().metric(), last);
        if (best.isEmpty() || forecast.isEmpty()) {
            return new Verdict.GoOn();
        }
        double bound = best.get().value();
        CurveFit.Forecast end = forecast.get();
        double below = end.probabilityBelow(bound);
        double beats = study.objective().direction() == Direction.MINIMIZE ? below : 1 - below;
        return beats < probability / looks(last) ? stop(study, epoch.epoch(), end, bound, beats) : new Verdict.GoOn();
    }

    /** Number of epochs after which a trial is judged, out of {@code last}. */
    private int looks(int last) {
        return last - 1 - warmup;
    }

    private Verdict.Stop stop(Study study, int epoch, CurveFit.Forecast end, double best, double beats) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) epoch);
        numbers.put("forecast", end.mean());
        numbers.put("deviation", end.deviation());
        numbers.put("best", best);
        numbers.put("probability", beats);
        numbers.put("bound", probability / looks(study.budget().epochs()));
        numbers.put("looks", (double) looks(study.budget().epochs()));
        String reason = String.format(
                Locale.ROOT,
                "%s is heading for %.4g ± %.2g at epoch %d and beats the best, %.4g, with probability %.2g (least %.2g at"
                        + " each of %d epochs)",
                study.objective().metric(),
                end.mean(),
                end.deviation(),
                study.budget().epochs(),
                best,
                beats,
                probability / looks(study.budget().epochs()),
                looks(study.budget().epochs()));
        return new Verdict.Stop("extrapolation", numbers, reason);
    }

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME,
                Settings.none().with(Factory.PROBABILITY, probability).with(Factory.WARMUP, warmup));
    }

    /** {@code extrapolation}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "extrapolation";
        static final Key<Double> PROBABILITY = Key.number("probability", Interval.within(0, 1))
                .otherwise(0.05)
                .help(
                        "Least probability of beating the best, shared among all epochs after which the trial is judged.");
        static final Key<Integer> WARMUP = Key.whole("warmup", CurveFit.FEWEST, Budget.MOST_EPOCHS)
                .otherwise(4)
                .help("Epochs that every trial may train.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Stops a trial whose curve, continued to the last epoch, would hardly beat the best.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(PROBABILITY, WARMUP);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Extrapolation(settings.get(PROBABILITY), settings.get(WARMUP));
        }
    }
}
