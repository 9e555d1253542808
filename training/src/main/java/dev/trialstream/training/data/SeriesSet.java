package dev.trialstream.training.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Series of numbers, each with a target.
 *
 * @param names of their files, one for each row
 * @param columns measured quantities, the same in every series
 * @param series of each row
 * @param marks of missing values
 * @param notes what a reader should know about the reading, a line each
 */
public record SeriesSet(
        String file,
        String sha256,
        List<String> names,
        List<String> columns,
        List<Series> series,
        Target target,
        @Nullable Column key,
        List<Integer> lines,
        MissingMarks marks,
        List<String> notes)
        implements Examples {

    /**
     * The measurements of a series, in the order of time.
     *
     * @param values for each column one value per step, NaN if missing
     * @param steps at least one
     */
    @SuppressWarnings("ArrayRecordComponent") // millions, never compared
    public record Series(double[][] values, int steps) {}

    public SeriesSet {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
        series = List.copyOf(series);
        notes = List.copyOf(notes);
    }

    @Override
    public int[] groups() {
        return AlikeRows.groups(
                series.size(),
                row -> Arrays.deepHashCode(series.get(row).values()),
                (row, other) -> Arrays.deepEquals(
                        series.get(row).values(), series.get(other).values()));
    }

    @Override
    public int place(int row) {
        return lines.get(row);
    }
}
