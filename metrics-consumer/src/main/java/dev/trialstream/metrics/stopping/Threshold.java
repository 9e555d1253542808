package dev.trialstream.metrics.stopping;

import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code threshold}: a trial is stopped after an epoch at which a metric lies beyond a bound, as a number that a user
 * knows beforehand to be hopeless, or too dear. An epoch that does not have the metric is beyond no bound; the last
 * epoch is never judged.
 *
 * @param metric null: that of the objective
 * @param above null where only {@code below} counts
 * @param below null where only {@code above} counts
 * @param from first epoch that is looked at
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

    /** Knows {@code {rule: threshold, above: 0.5, from: 3}}. */
    public static final class FromSettings implements Maker {
        @Override
        public Optional<StoppingRule> make(StoppingSpec settings) {
            return settings instanceof StoppingSpec.Threshold it
                    ? Optional.of(new Threshold(it.metric(), it.above(), it.below(), it.from()))
                    : Optional.empty();
        }
    }
}
