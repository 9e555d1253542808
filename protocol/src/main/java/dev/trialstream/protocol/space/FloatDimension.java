package dev.trialstream.protocol.space;

import org.jspecify.annotations.Nullable;

/** A real number between {@code min} and {@code max}, both included. */
public record FloatDimension(
        double min, double max, Scale scale, @Nullable Condition when) implements Dimension {

    public static FloatDimension linear(double min, double max) {
        return new FloatDimension(min, max, Scale.LINEAR, null);
    }

    public static FloatDimension log(double min, double max) {
        return new FloatDimension(min, max, Scale.LOG, null);
    }

    public FloatDimension when(String parameter, Object... values) {
        return new FloatDimension(min, max, scale, Condition.when(parameter, values));
    }

    @Override
    public Object at(double u) {
        return Math.min(max, Math.max(min, scale.between(min, max, u)));
    }

    @Override
    public Quantiles quantiles(Object value) {
        double u = scale.position(min, max, ((Number) value).doubleValue());
        return new Quantiles(u, u);
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max;
    }

    @Override
    public String describe() {
        return "a number from " + min + " to " + max;
    }
}
