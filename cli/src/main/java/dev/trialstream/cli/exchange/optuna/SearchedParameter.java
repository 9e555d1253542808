package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Scale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter over all trials: its dimension, and its value in each trial. Ranges that changed between trials are
 * merged. A stepped real number becomes a list of values, unless there are too many; a range of one value becomes that
 * value.
 */
final class SearchedParameter {
    private static final int MOST_VALUES = 1000;

    private final List<Distribution> distributions;
    private final Dimension dimension;

    /** @param distributions of the parameter; at least one, all of one kind */
    SearchedParameter(List<Distribution> distributions) {
        this.distributions = List.copyOf(distributions);
        if (this.distributions.stream().map(Distribution::getClass).distinct().count() > 1) {
            throw new IllegalArgumentException("it was drawn from distributions of several kinds");
        }
        this.dimension = dimension();
    }

    Dimension asDimension() {
        return dimension;
    }

    /** A trial's value in our form. */
    Object value(OptunaStudy.Parameter given) {
        if (given.distribution() instanceof Distribution.Choice choice) {
            int index = (int) given.internal();
            if (index < 0 || index >= choice.choices().size()) {
                throw new IllegalArgumentException("it has no choice number " + index);
            }
            return Choices.values(choice.choices()).get(index);
        }
        if (dimension instanceof OrdinalDimension values) {
            return nearest(values.values(), given.internal());
        }
        return dimension instanceof IntDimension
                ? IntDimension.value((long) given.internal())
                : (Object) given.internal();
    }

    private Dimension dimension() {
        Distribution first = distributions.get(0);
        if (first instanceof Distribution.Choice) {
            List<Object> values = distributions.stream()
                    .flatMap(it -> Choices.values(((Distribution.Choice) it).choices()).stream())
                    .distinct()
                    .toList();
            return Set.copyOf(values).equals(Set.of(true, false))
                    ? BooleanDimension.flag()
                    : new CategoricalDimension(values, null);
        }
        return first instanceof Distribution.Whole ? whole() : real();
    }

    private Dimension whole() {
        List<Distribution.Whole> all =
                distributions.stream().map(Distribution.Whole.class::cast).toList();
        long low = all.stream().mapToLong(Distribution.Whole::low).min().orElseThrow();
        long high = all.stream().mapToLong(Distribution.Whole::high).max().orElseThrow();
        Scale scale = all.stream().allMatch(Distribution.Whole::log) ? Scale.LOG : Scale.LINEAR;
        if (low == high) {
            return OrdinalDimension.of(IntDimension.value(low));
        }
        long step = all.get(0).step();
        boolean inSteps = all.stream().allMatch(it -> it.step() == step && (it.low() - low) % step == 0);
        return new IntDimension(
                low, high, inSteps && Long.compareUnsigned(step, high - low) <= 0 ? step : 1, scale, null);
    }

    private Dimension real() {
        List<Distribution.Real> all =
                distributions.stream().map(Distribution.Real.class::cast).toList();
        double low = all.stream().mapToDouble(Distribution.Real::low).min().orElseThrow();
        double high = all.stream().mapToDouble(Distribution.Real::high).max().orElseThrow();
        Double step = all.get(0).step();
        List<Object> values = step != null && all.stream().allMatch(all.get(0)::equals)
                ? steps(low, high, step)
                : low == high ? List.of(low) : null;
        Scale scale = all.stream().allMatch(Distribution.Real::log) ? Scale.LOG : Scale.LINEAR;
        return values == null ? new FloatDimension(low, high, scale, null) : new OrdinalDimension(values, null);
    }

    /** In decimals, like {@code _adjust_discrete_uniform_high}; null if there are too many. */
    private static @Nullable List<Object> steps(double low, double high, double step) {
        List<Object> values = new ArrayList<>();
        BigDecimal last = BigDecimal.valueOf(high);
        BigDecimal value = BigDecimal.valueOf(low);
        for (;
                value.compareTo(last) <= 0 && values.size() <= MOST_VALUES;
                value = value.add(BigDecimal.valueOf(step))) {
            values.add(value.doubleValue());
        }
        return values.size() > MOST_VALUES ? null : values;
    }

    /** Optuna computes steps in floating point, so 0.3 may have become 0.30000000000000004. */
    private static Object nearest(List<Object> values, double internal) {
        Object nearest = values.get(0);
        for (Object value : values) {
            if (distance(value, internal) < distance(nearest, internal)) {
                nearest = value;
            }
        }
        return nearest;
    }

    private static double distance(Object value, double internal) {
        return Math.abs(((Number) value).doubleValue() - internal);
    }
}
