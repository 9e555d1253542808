package dev.trialstream.worker.prepare;

import dev.trialstream.worker.data.Column;
import dev.trialstream.worker.data.Numbers;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A numeric column: the scaled value, and where training rows lacked values an indicator of a missing one.
 *
 * @param fill stands in for a missing value: the median of the training rows
 */
public record NumericEncoding(String column, double fill, Scaling.Affine scale, boolean indicator) implements Encoding {

    public NumericEncoding {
        Objects.requireNonNull(column);
        Objects.requireNonNull(scale);
    }

    static NumericEncoding fit(Column column, int[] rows, Scaling scaling) {
        double[] ofCode = column.values().stream()
                .mapToDouble(text -> Numbers.parse(text).orElseThrow())
                .toArray();
        double[] present = Arrays.stream(rows)
                .map(column::code)
                .filter(code -> code != Column.MISSING)
                .mapToDouble(code -> ofCode[code])
                .sorted()
                .toArray();
        double fill = median(present);
        double[] filled = Arrays.stream(rows)
                .map(column::code)
                .mapToDouble(code -> code == Column.MISSING ? fill : ofCode[code])
                .toArray();
        return new NumericEncoding(column.name(), fill, scaling.fit(filled), present.length < rows.length);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    @Override
    public int width() {
        return indicator ? 2 : 1;
    }

    @Override
    public void encode(@Nullable String text, float[] row, int at) {
        double value = text == null
                ? fill
                : Numbers.parse(text)
                        .orElseThrow(() ->
                                new IllegalArgumentException("column " + column + ": expected a number, got " + text));
        row[at] = (float) scale.apply(value);
        if (indicator && text == null) {
            row[at + 1] = 1;
        }
    }
}
