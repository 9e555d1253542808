package dev.trialstream.protocol.space;

import org.jspecify.annotations.Nullable;

/** True or false. */
public record BooleanDimension(@Nullable Condition when) implements Dimension {

    public static BooleanDimension flag() {
        return new BooleanDimension(null);
    }

    public BooleanDimension when(String parameter, Object... values) {
        return new BooleanDimension(Condition.when(parameter, values));
    }

    @Override
    public Object at(double u) {
        return u >= 0.5;
    }

    @Override
    public Quantiles quantiles(Object value) {
        return (Boolean) value ? new Quantiles(0.5, 1) : new Quantiles(0, 0.5);
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Boolean;
    }

    @Override
    public String describe() {
        return "true or false";
    }
}
