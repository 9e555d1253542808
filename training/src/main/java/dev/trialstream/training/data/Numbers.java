package dev.trialstream.training.data;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The format of numbers in data files: plain decimal notation, optionally with an exponent, and finite. */
public final class Numbers {
    /** Narrower than {@link Double#parseDouble}, which also takes {@code 1d}, {@code 0x1p3} and {@code Infinity}. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Numbers() {}

    public static OptionalDouble parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
