package dev.trialstream.protocol.study.key;

import java.util.Locale;

/**
 * Finite numbers between two bounds.
 *
 * @param leastIncluded whether {@code least} belongs to it; {@code mostIncluded}: whether {@code most} does
 */
public record Interval(double least, boolean leastIncluded, double most, boolean mostIncluded) {
    /** Larger numbers make no sense for a study; sums of numbers up to this stay finite. */
    public static final double LARGEST = 1e15;

    public Interval {
        if (!(least < most) || !Double.isFinite(least) || !Double.isFinite(most)) {
            throw new IllegalArgumentException("expected finite bounds in order, got " + least + " and " + most);
        }
    }

    /** Both ends included. */
    public static Interval between(double least, double most) {
        return new Interval(least, true, most, true);
    }

    /** Both ends excluded. */
    public static Interval within(double least, double most) {
        return new Interval(least, false, most, false);
    }

    /** {@code least} excluded, {@code most} included. */
    public static Interval above(double least, double most) {
        return new Interval(least, false, most, true);
    }

    /** {@code least} included, {@code most} excluded. */
    public static Interval below(double least, double most) {
        return new Interval(least, true, most, false);
    }

    /** Every finite number up to {@link #LARGEST} in magnitude. */
    public static Interval any() {
        return between(-LARGEST, LARGEST);
    }

    public boolean has(double value) {
        return (leastIncluded ? value >= least : value > least) && (mostIncluded ? value <= most : value < most);
    }

    /** Such as {@code above 0 and below 100}. */
    public String describe() {
        return (leastIncluded ? "of at least " : "above ")
                + shown(least)
                + (mostIncluded ? " and at most " : " and below ")
                + shown(most);
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e7
                ? String.format(Locale.ROOT, "%.0f", bound)
                : String.valueOf(bound).replace("E", "e").replace(".0e", "e");
    }
}
