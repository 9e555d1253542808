package dev.trialstream.training.prepare;

import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.MissingMarks;
import dev.trialstream.training.data.NumberFormat;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A numeric column: the reshaped and scaled value, and an indicator of a missing one if training rows had any.
 *
 * @param fill replacement for a missing value, in the column's own unit
 * @param reshape transformation before scaling; null: none
 * @param distances distance of each candidate from the aim if the method was chosen automatically; otherwise null
 * @param format of the texts; null: plain numbers
 * @param lenient whether a text that is no number is a missing value; null: no
 * @param range of the training values; null: there were none, or the model is older
 */
public record NumericEncoding(
        String column,
        double fill,
        Scaling.Affine scale,
        boolean indicator,
        @Nullable Reshape reshape,
        @Nullable Map<String, Double> distances,
        @Nullable NumberFormat format,
        @Nullable Boolean lenient,
        @Nullable Range range)
        implements Encoding {
    /** How many times its width a value may lie outside a range before it is far away. */
    private static final double FAR = 10;

    /** Smallest and largest value, in the column's own unit. */
    public record Range(double least, double most) {}

    public NumericEncoding {
        Objects.requireNonNull(column);
        Objects.requireNonNull(scale);
    }

    /** A column without reshaping. */
    public NumericEncoding(String column, double fill, Scaling.Affine scale, boolean indicator) {
        this(column, fill, scale, indicator, null, null, null, null, null);
    }

    /** Without the range, which older preparations lack and no value depends on. */
    NumericEncoding withoutRange() {
        return new NumericEncoding(column, fill, scale, indicator, reshape, distances, format, lenient, null);
    }

    static NumericEncoding fit(Column column, int[] rows, Recipe recipe) {
        double[] values = Arrays.stream(rows).mapToDouble(column::number).toArray();
        double[] present = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double fill = recipe.fill().of(present);
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? fill : values[i];
        }
        Reshaping.Fitted fitted = Constants.areIn(values)
                ? Reshaping.Fitted.UNTOUCHED
                : recipe.reshaping().fit(present, recipe.aim());
        double[] mapped = mapped(values, fitted.reshape());
        if (!isUsable(mapped)) {
            fitted = Reshaping.Fitted.UNTOUCHED;
            mapped = values;
        }
        return new NumericEncoding(
                column.name(),
                fill,
                recipe.scaling().fit(mapped),
                present.length < rows.length,
                fitted.reshape(),
                fitted.distances(),
                column.format().equals(NumberFormat.PLAIN) ? null : column.format(),
                column.lenient() ? Boolean.TRUE : null,
                present.length == 0 ? null : new Range(present[0], present[present.length - 1]));
    }

    private static double[] mapped(double[] values, @Nullable Reshape reshape) {
        return Arrays.stream(values).map(value -> reshaped(reshape, value)).toArray();
    }

    /** Whether a transformation has neither overflowed nor rounded all differences away. */
    private static boolean isUsable(double[] mapped) {
        return Arrays.stream(mapped).allMatch(Double::isFinite) && !Constants.areIn(mapped);
    }

    private static double reshaped(@Nullable Reshape reshape, double value) {
        return reshape == null ? value : reshape.apply(value);
    }

    @Override
    public boolean lacks(String text, MissingMarks marks) {
        return marks.amongNumbers(text)
                || (Boolean.TRUE.equals(lenient) && parsed(text).isEmpty());
    }

    @Override
    public int width() {
        return indicator ? 2 : 1;
    }

    @Override
    public void encode(@Nullable String text, float[] row, int at) {
        encode(text == null ? Double.NaN : number(text), row, at);
    }

    private double number(String text) {
        return parsed(text)
                .orElseThrow(() -> new IllegalArgumentException("column " + column + ": expected a number"
                        + (format == null ? "" : " written as in training, in " + format)
                        + ", got " + text));
    }

    private OptionalDouble parsed(String text) {
        return (format == null ? NumberFormat.PLAIN : format).parse(text);
    }

    /** Whether a text stands for a number far outside those of the training rows. */
    public boolean isFar(String text) {
        OptionalDouble number = parsed(text);
        return number.isPresent() && isFar(number.getAsDouble());
    }

    /** Whether a value lies far outside those of the training rows; never if they were constant. */
    boolean isFar(double value) {
        if (range == null || range.least == range.most) {
            return false;
        }
        double reach = FAR * (range.most - range.least);
        return value < range.least - reach || value > range.most + reach;
    }

    /** @param value NaN if it is missing */
    void encode(double value, float[] row, int at) {
        boolean missing = Double.isNaN(value);
        row[at] = (float) scale.apply(reshaped(reshape, missing ? fill : value));
        if (indicator && missing) {
            row[at + 1] = 1;
        }
    }
}
