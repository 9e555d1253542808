package dev.trialstream.protocol.space;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of a few values in a meaningful order, such as 16, 64, 256. */
public record OrdinalDimension(
        List<Object> values, @Nullable Condition when) implements Dimension {

    public OrdinalDimension {
        values = List.copyOf(values);
    }

    public static OrdinalDimension of(Object... values) {
        return new OrdinalDimension(List.of(values), null);
    }

    @Override
    public Object at(double u) {
        return CategoricalDimension.pick(values, u);
    }

    @Override
    public Quantiles quantiles(Object value) {
        return CategoricalDimension.place(values, value);
    }

    @Override
    public boolean contains(Object value) {
        return values.contains(value);
    }

    @Override
    public String describe() {
        return CategoricalDimension.oneOf(values);
    }
}
