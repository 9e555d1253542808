package dev.trialstream.protocol.space;

import org.jspecify.annotations.Nullable;

/**
 * A whole number from {@code min} to at most {@code max}, in steps of {@code step} from {@code min}. Each value's share
 * of the unit interval is that of its cell [v − step/2, v + step/2) on the scale.
 */
public record IntDimension(
        int min, int max, int step, Scale scale, @Nullable Condition when) implements Dimension {

    public static IntDimension linear(int min, int max) {
        return new IntDimension(min, max, 1, Scale.LINEAR, null);
    }

    public static IntDimension log(int min, int max) {
        return new IntDimension(min, max, 1, Scale.LOG, null);
    }

    public IntDimension when(String parameter, Object... values) {
        return new IntDimension(min, max, step, scale, Condition.when(parameter, values));
    }

    @Override
    public Object at(double u) {
        double half = step / 2.0;
        double drawn = scale.between(min - half, last() + half, u);
        long steps = Math.round((drawn - min) / step);
        return (int) Math.min(last(), min + Math.max(0, steps) * step);
    }

    @Override
    public Quantiles quantiles(Object value) {
        double half = step / 2.0;
        double number = ((Number) value).doubleValue();
        return new Quantiles(
                scale.position(min - half, last() + half, number - half),
                scale.position(min - half, last() + half, number + half));
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= min
                && number.intValue() <= max
                && (number.intValue() - min) % step == 0;
    }

    @Override
    public String describe() {
        return "a whole number from " + min + " to " + max + (step == 1 ? "" : " in steps of " + step);
    }

    private int last() {
        return min + (max - min) / step * step;
    }
}
