package dev.trialstream.protocol.space;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of a few values without an order. */
public record CategoricalDimension(
        List<Object> values, @Nullable Condition when) implements Dimension {

    public CategoricalDimension {
        values = List.copyOf(values);
    }

    public static CategoricalDimension of(Object... values) {
        return new CategoricalDimension(List.of(values), null);
    }

    @Override
    public Object at(double u) {
        return pick(values, u);
    }

    @Override
    public Quantiles quantiles(Object value) {
        return place(values, value);
    }

    @Override
    public boolean contains(Object value) {
        return values.contains(value);
    }

    @Override
    public String describe() {
        return oneOf(values);
    }

    static Object pick(List<Object> values, double u) {
        return values.get(Math.min(values.size() - 1, (int) (u * values.size())));
    }

    static Quantiles place(List<Object> values, Object value) {
        double index = values.indexOf(value);
        return new Quantiles(index / values.size(), (index + 1) / values.size());
    }

    static String oneOf(List<Object> values) {
        return String.format(Locale.ROOT, "one of %s", values.toString().replaceAll("^\\[|]$", ""));
    }
}
