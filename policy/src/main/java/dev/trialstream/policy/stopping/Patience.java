package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Score;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.RealNumber;
import dev.trialstream.protocol.study.key.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code patience}: stops a trial that has not improved for a number of epochs, whatever the others do (Prechelt 1998,
 * "Early Stopping, but when?", the criterion UP in its common form).
 *
 * <p>After epoch e a trial is stopped if its score by e is better than its score by e − {@code epochs} by no more than
 * {@code minDelta}, a difference in the metric's own unit and not a share of it. Scores are those of the study's
 * objective. So many small steps count together, and a single lucky epoch counts only as far as the objective lets it.
 * A trial without a finite value is stopped after {@code epochs} epochs. The last epoch is never judged.
 *
 * @param epochs to wait for an improvement, at least 1
 * @param minDelta the smallest difference that is no improvement yet, at least 0
 */
public record Patience(int epochs, double minDelta) implements StoppingRule {
    public Patience {
        if (epochs < 1 || !(minDelta >= 0) || Double.isInfinite(minDelta)) {
            throw new IllegalArgumentException(
                    "patience: expected epochs of at least 1 and a finite min_delta of at least 0, got " + epochs
                            + " and " + minDelta);
        }
    }

    @Override
    public int firstEpoch() {
        return epochs + 1;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        int before = epoch.epoch() - epochs;
        if (before < 1 || epoch.epoch() >= study.budget().epochs()) {
            return new Verdict.GoOn();
        }
        Optional<Score> now = epoch.curve().score(study.objective());
        Optional<Score> then = epoch.curve().upTo(before).score(study.objective());
        if (then.isEmpty()) {
            return now.isEmpty() ? stop(study, before, Map.of(), "has had no finite value") : new Verdict.GoOn();
        }
        double from = then.get().value();
        double to = now.orElse(then.get()).value();
        double gain = study.objective().direction() == Direction.MINIMIZE ? from - to : to - from;
        return gain > minDelta ? new Verdict.GoOn() : stop(study, before, numbers(from, to), said(from, to));
    }

    private Map<String, Double> numbers(double from, double to) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("before", from);
        numbers.put("value", to);
        numbers.put("min_delta", minDelta);
        return numbers;
    }

    private String said(double from, double to) {
        return String.format(Locale.ROOT, "went from %.4g to %.4g, no more than %.4g better,", from, to, minDelta);
    }

    private Verdict.Stop stop(Study study, int before, Map<String, Double> compared, String what) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) before + epochs);
        numbers.put("epochs", (double) epochs);
        numbers.putAll(compared);
        String reason = String.format(
                Locale.ROOT,
                "%s %s in the %d epochs up to %d",
                study.objective().metric(),
                what,
                epochs,
                before + epochs);
        return new Verdict.Stop("patience", numbers, reason);
    }

    /** In study file form. */
    public StoppingSpec spec() {
        return new StoppingSpec(
                Factory.NAME, Settings.none().with(Factory.EPOCHS, epochs).with(Factory.MIN_DELTA, minDelta));
    }

    /** {@code patience}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "patience";
        static final Key<Integer> EPOCHS =
                Key.whole("epochs", 1, Budget.MOST_EPOCHS).otherwise(5).help("Epochs to wait.");
        static final Key<Double> MIN_DELTA = Key.of(
                        "min_delta", new RealNumber(Interval.between(0, Interval.LARGEST), "in the unit of the metric"))
                .otherwise(0.0)
                .help("An improvement is more than this.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Stops a trial that has not improved for a number of epochs.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(EPOCHS, MIN_DELTA);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Patience(settings.get(EPOCHS), settings.get(MIN_DELTA));
        }
    }
}
