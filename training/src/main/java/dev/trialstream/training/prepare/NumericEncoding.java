package dev.trialstream.training.prepare;

import dev.trialstream.training.data.Column;
import dev.trialstream.training.data.Numbers;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A numeric column: the reshaped and scaled value, and an indicator of a missing one if training rows had any.
 *
 * @param fill replacement for a missing value, in the column's own unit
 * @param reshape transformation before scaling; null: none
 * @param distances distance of each candidate from the aim if the method was chosen automatically; otherwise null
 */
public record NumericEncoding(
        String column,
        double fill,
        Scaling.Affine scale,
        boolean indicator,
        @Nullable Reshape reshape,
        @Nullable Map<String, Double> distances)
        implements Encoding {

    public NumericEncoding {
        Objects.requireNonNull(column);
        Objects.requireNonNull(scale);
    }

    /** A column without reshaping. */
    public NumericEncoding(String column, double fill, Scaling.Affine scale, boolean indicator) {
        this(column, fill, scale, indicator, null, null);
    }

    static NumericEncoding fit(Column column, int[] rows, Recipe recipe) {
        double[] values = Arrays.stream(rows).mapToDouble(column::number).toArray();
        double[] present = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double fill = recipe.fill().of(present);
        Reshaping.Fitted fitted = recipe.reshaping().fit(present, recipe.aim());
        for (int i = 0; i < values.length; i++) {
            values[i] = reshaped(fitted.reshape(), Double.isNaN(values[i]) ? fill : values[i]);
        }
        return new NumericEncoding(
                column.name(),
                fill,
                recipe.scaling().fit(values),
                present.length < rows.length,
                fitted.reshape(),
                fitted.distances());
    }

    private static double reshaped(@Nullable Reshape reshape, double value) {
        return reshape == null ? value : reshape.apply(value);
    }

    @Override
    public int width() {
        return indicator ? 2 : 1;
    }

    @Override
    public void encode(@Nullable String text, float[] row, int at) {
        double value = text == null
                ? Double.NaN
                : Numbers.parse(text)
                        .orElseThrow(() ->
                                new IllegalArgumentException("column " + column + ": expected a number, got " + text));
        encode(value, row, at);
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
