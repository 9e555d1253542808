package dev.trialstream.protocol.space;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A whole number of 64 bits from {@code min} to at most {@code max}, in steps of {@code step} from {@code min}. Each
 * value's share of the unit interval is that of its cell [v − step/2, v + step/2) on the scale. A value is an
 * {@link Integer}, or a {@link Long} where it does not fit. Positions are computed in double precision: of values beyond
 * 2^53 that are close to one another, a sampler draws some and not others.
 */
public record IntDimension(
        long min,
        long max,
        long step,
        Scale scale,
        @Nullable Condition when) implements Dimension {
    private static final double EXACT = 1L << 52;

    public static IntDimension linear(long min, long max) {
        return new IntDimension(min, max, 1, Scale.LINEAR, null);
    }

    public static IntDimension log(long min, long max) {
        return new IntDimension(min, max, 1, Scale.LOG, null);
    }

    public IntDimension when(String parameter, Object... values) {
        return new IntDimension(min, max, step, scale, Condition.when(parameter, values));
    }

    /** {@code number} as a value of a parameter: an {@link Integer} if it fits, otherwise a {@link Long}. */
    public static Object value(long number) {
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    /** {@code number} as a whole number of 64 bits, or null if it is none. */
    static @Nullable Long whole(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number.longValue();
        }
        double real = number.doubleValue();
        return real == Math.rint(real) && real >= -0x1p63 && real < 0x1p63 ? (Long) (long) real : null;
    }

    @Override
    public Object at(double u) {
        double half = step / 2.0;
        double drawn = scale.between(min - half, last() + half, u);
        return value(nearest((drawn - min) / step));
    }

    /** The value {@code steps} steps after the smallest one, within the bounds. */
    private long nearest(double steps) {
        if (!(steps > 0)) {
            return min;
        }
        long whole = steps < EXACT
                ? Math.round(steps)
                : new BigDecimal(steps)
                        .setScale(0, RoundingMode.HALF_UP)
                        .toBigInteger()
                        .longValue();
        boolean beyond = steps >= 0x1p64 || Long.compareUnsigned(whole, steps()) > 0;
        return beyond ? last() : min + whole * step;
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
        Long number = value instanceof Number given ? whole(given) : null;
        return number != null && number >= min && number <= max && Long.remainderUnsigned(number - min, step) == 0;
    }

    @Override
    public String describe() {
        return "a whole number from " + min + " to " + max + (step == 1 ? "" : " in steps of " + step);
    }

    /** Steps from the smallest value to the largest one, as an unsigned number. */
    private long steps() {
        return Long.divideUnsigned(max - min, step);
    }

    private long last() {
        return min + steps() * step;
    }
}
