package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import dev.trialstream.protocol.study.key.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code threshold}: stops a trial after an epoch at which a metric is beyond a bound that the user knows to be
 * hopeless or too expensive. An epoch without the metric is not beyond any bound. The last epoch is never judged.
 *
 * @param metric null: that of the objective
 * @param above null if only {@code below} counts
 * @param below null if only {@code above} counts
 * @param from first epoch to judge
 */
public record Threshold(
        @Nullable String metric,
        @Nullable Double above,
        @Nullable Double below,
        int from) implements StoppingRule {
    public Threshold {
        if ((above == null && below == null) || from < 1) {
            throw new IllegalArgumentException("threshold: expected a bound and from of at least 1, got above " + above
                    + ", below " + below + " and from " + from);
        }
    }

    @Override
    public int firstEpoch() {
        return from;
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (epoch.epoch() < from || epoch.epoch() >= study.budget().epochs()) {
            return new Verdict.GoOn();
        }
        String name = metric == null ? study.objective().metric() : metric;
        double value = epoch.curve().last().orElseThrow().metric(name);
        if (above != null && value > above) {
            return stop(epoch.epoch(), name, value, "above", above);
        }
        return below != null && value < below ? stop(epoch.epoch(), name, value, "below", below) : new Verdict.GoOn();
    }

    private static Verdict.Stop stop(int epoch, String name, double value, String side, double bound) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) epoch);
        if (Double.isFinite(value)) {
            numbers.put("value", value);
        }
        numbers.put(side, bound);
        return new Verdict.Stop(
                "threshold",
                numbers,
                String.format(Locale.ROOT, "%s %.4g at epoch %d is %s %.4g", name, value, epoch, side, bound));
    }

    /** In study file form. */
    public StoppingSpec spec() {
        Settings settings = Settings.none();
        settings = metric == null ? settings : settings.with(Factory.METRIC, metric);
        settings = above == null ? settings : settings.with(Factory.ABOVE, above);
        settings = below == null ? settings : settings.with(Factory.BELOW, below);
        settings = settings.with(Factory.FROM, from);
        return new StoppingSpec(Factory.NAME, settings);
    }

    /** {@code threshold}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "threshold";
        static final Key<String> METRIC = Key.of(
                        "metric", new Text(100, "the name of a metric: " + Ids.NAMES, Ids.NAME_PATTERN))
                .help("A metric that the trainer reports; left out, that of the objective.");
        static final Key<Double> ABOVE =
                Key.number("above", Interval.any()).help("Stops a trial whose metric is larger.");
        static final Key<Double> BELOW =
                Key.number("below", Interval.any()).help("Stops a trial whose metric is smaller.");
        static final Key<Integer> FROM =
                Key.whole("from", 1, Budget.MOST_EPOCHS).otherwise(1).help("First epoch that counts.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Stops a trial whose metric lies beyond a bound.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(METRIC, ABOVE, BELOW, FROM);
        }

        @Override
        public void check(Settings settings) {
            if (settings.find(ABOVE).isEmpty() && settings.find(BELOW).isEmpty()) {
                throw new InvalidStudy("above", "expected a number here or in below, but both are missing");
            }
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Threshold(
                    settings.find(METRIC).orElse(null),
                    settings.find(ABOVE).orElse(null),
                    settings.find(BELOW).orElse(null),
                    settings.get(FROM));
        }
    }
}
