package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Objective.Direction;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code divergence}: stops a trial whose training has failed, whatever the others do. That is the case after an epoch
 *
 * <ul>
 *   <li>at which the objective is not finite;
 *   <li>at which a loss, or an objective to be minimised, is more than {@code factor} times the trial's own least: it
 *       has exploded, as with a learning rate that is too large to converge (Goodfellow, Bengio and Courville 2016,
 *       "Deep Learning", sections 8.2.4 and 11.4.1). A least value that is nearly 0 counts as {@link #SMALL}, and one
 *       below a hundredth of the trial's first value as that hundredth: close to 0 a loss varies by large factors, and
 *       3e-4 after 2e-5 is no failure;
 *   <li>{@code patience} or later, by which it is not two per cent better than chance.
 * </ul>
 *
 * The last epoch is never judged.
 *
 * @param factor above 1
 * @param chance value of the objective by chance; null if unknown
 * @param patience at least 1
 */
public record Divergence(double factor, @Nullable Double chance, int patience) implements StoppingRule {
    private static final String NAME = "divergence";
    private static final double MARGIN = 0.02;
    /** A hundredth of an error rate of 1, or of the loss of a network that has learnt nothing, which is about 1. */
    private static final double SMALL = 0.01;

    private static final List<String> LOSSES = List.of("training_loss", "validation_loss");

    public Divergence {
        if (!(factor > 1) || patience < 1) {
            throw new IllegalArgumentException("divergence: expected factor above 1 and patience of at least 1, got "
                    + factor + " and " + patience);
        }
    }

    @Override
    public Verdict judge(Study study, Curves curves, NewEpoch epoch) {
        if (epoch.epoch() >= study.budget().epochs()) {
            return new Verdict.GoOn();
        }
        String metric = study.objective().metric();
        EpochPoint now = epoch.curve().last().orElseThrow();
        if (!Double.isFinite(now.metric(metric))) {
            return new Verdict.Stop(
                    NAME, Map.of("epoch", (double) epoch.epoch()), metric + " is not finite at epoch " + epoch.epoch());
        }
        boolean small = study.objective().direction() == Direction.MINIMIZE;
        return Stream.concat(small ? Stream.of(metric) : Stream.of(), LOSSES.stream())
                .distinct()
                .flatMap(name -> exploded(epoch.curve(), now, name).stream())
                .findFirst()
                .or(() -> stuck(study, epoch))
                .orElseGet(Verdict.GoOn::new);
    }

    private Optional<Verdict> exploded(Curve curve, EpochPoint now, String name) {
        double value = now.metric(name);
        double[] finite = curve.epochs().stream()
                .mapToDouble(point -> point.metric(name))
                .filter(Double::isFinite)
                .toArray();
        double least = Arrays.stream(finite).min().orElse(Double.NaN);
        if (!(least >= 0)) { // a metric that may be negative has no multiples to compare
            return Optional.empty();
        }
        double counted = Math.max(least, SMALL * Math.max(1, finite[0]));
        if (!(value > factor * counted)) {
            return Optional.empty();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) now.epoch());
        if (Double.isFinite(value)) {
            numbers.put("value", value);
        }
        numbers.put("least", least);
        if (counted > least) {
            numbers.put("counted_as", counted);
        }
        numbers.put("factor", factor);
        String small = counted > least ? String.format(Locale.ROOT, ", which counts as %.4g", counted) : "";
        return Optional.of(new Verdict.Stop(
                NAME,
                numbers,
                String.format(
                        Locale.ROOT,
                        "%s %.4g at epoch %d is more than %.4g times its least, %.4g%s",
                        name,
                        value,
                        now.epoch(),
                        factor,
                        least,
                        small)));
    }

    private Optional<Verdict> stuck(Study study, NewEpoch epoch) {
        if (chance == null || epoch.epoch() < patience) {
            return Optional.empty();
        }
        double edge = Math.abs(chance) * MARGIN;
        boolean small = study.objective().direction() == Direction.MINIMIZE;
        return epoch.curve()
                .score(study.objective())
                .map(score -> score.value())
                .filter(value -> small ? value >= chance - edge : value <= chance + edge)
                .map(value -> {
                    Map<String, Double> numbers = new LinkedHashMap<>();
                    numbers.put("epoch", (double) epoch.epoch());
                    numbers.put("value", value);
                    numbers.put("chance", chance);
                    return new Verdict.Stop(
                            NAME,
                            numbers,
                            String.format(
                                    Locale.ROOT,
                                    "%s %.4g by epoch %d is no better than chance, %.4g",
                                    study.objective().metric(),
                                    value,
                                    epoch.epoch(),
                                    chance));
                });
    }

    /** In study file form. */
    public StoppingSpec spec() {
        Settings settings = Settings.none();
        settings = settings.with(Factory.FACTOR, factor);
        settings = chance == null ? settings : settings.with(Factory.CHANCE, chance);
        settings = settings.with(Factory.PATIENCE, patience);
        return new StoppingSpec(Factory.NAME, settings);
    }

    /** {@code divergence}. */
    public static final class Factory implements StoppingRuleFactory {
        static final String NAME = "divergence";
        static final Key<Double> FACTOR = Key.number("factor", Interval.above(1, Interval.LARGEST))
                .otherwise(10.0)
                .help(
                        "A loss or an error has exploded at this many times the trial's own least, which counts as at least a"
                                + " hundredth.");
        static final Key<Double> CHANCE = Key.number("chance", Interval.any())
                .help("The objective that mere chance reaches; left out, not known.");
        static final Key<Integer> PATIENCE = Key.whole("patience", 1, Budget.MOST_EPOCHS)
                .otherwise(5)
                .help("Epochs by which a trial must be better than chance.");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String help() {
            return "Stops a trial whose training has come to nothing: not finite, exploded, or no better than chance.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(FACTOR, CHANCE, PATIENCE);
        }

        @Override
        public StoppingRule make(Settings settings, StoppingRules rules) {
            return new Divergence(settings.get(FACTOR), settings.find(CHANCE).orElse(null), settings.get(PATIENCE));
        }
    }
}
