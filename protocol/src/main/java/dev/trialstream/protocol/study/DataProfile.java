package dev.trialstream.protocol.study;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Summary of the data, from one reading.
 *
 * @param sha256 of the file's bytes, in hexadecimal
 * @param rows without the header
 * @param repeated rows whose inputs also occur in an earlier row
 * @param classes rows of each class, in the order of their labels; empty for a regression
 * @param inputs width of the network's input: numeric columns, one-hot categories and indicators of missing values
 * @param train rows of the training part; {@code validation} and {@code test}: of the other parts
 * @param target the numbers to predict; null for classes
 * @param notes what a reader should know about the reading, a line each; null: nothing
 * @param repeats whether the split keeps rows with identical inputs together; null: a column or a file splits them
 */
public record DataProfile(
        String sha256,
        Task task,
        int rows,
        int repeated,
        List<ColumnProfile> columns,
        Map<String, Integer> classes,
        int inputs,
        int train,
        int validation,
        int test,
        @Nullable TargetSummary target,
        @Nullable List<String> notes,
        Split.@Nullable Repeats repeats) {

    /** A profile without notes. */
    public DataProfile(
            String sha256,
            Task task,
            int rows,
            int repeated,
            List<ColumnProfile> columns,
            Map<String, Integer> classes,
            int inputs,
            int train,
            int validation,
            int test,
            @Nullable TargetSummary target) {
        this(sha256, task, rows, repeated, columns, classes, inputs, train, validation, test, target, null, null);
    }

    /**
     * One input column of a table, one channel of images, or one measured quantity of series.
     *
     * @param missing rows (for series: steps) without a value
     * @param distinct number of distinct values
     * @param numbers of a numeric column; null for others, and in old profiles
     * @param note why the column is read this way; null: as its texts are
     */
    public record ColumnProfile(
            String name,
            Kind kind,
            int missing,
            int distinct,
            @Nullable NumberSummary numbers,
            @Nullable String note) {
        /** A column whose reading needs no note. */
        public ColumnProfile(String name, Kind kind, int missing, int distinct, @Nullable NumberSummary numbers) {
            this(name, kind, missing, distinct, numbers, null);
        }

        /** A column without number statistics. */
        public ColumnProfile(String name, Kind kind, int missing, int distinct) {
            this(name, kind, missing, distinct, null, null);
        }
    }

    /**
     * Statistics of a numeric column, over all rows that have a value; for images over all pixels, for series over all
     * steps.
     *
     * @param sd with divisor n
     * @param skewness m₃/m₂^(3/2) of the central moments with divisor n; 0 if all values are equal
     */
    public record NumberSummary(double min, double max, double mean, double sd, double skewness) {}

    /** Statistics of a regression target, over all rows, in its own unit; {@code sd} has divisor n. */
    public record TargetSummary(double min, double max, double mean, double sd) {}

    /** The kind of a column's content. */
    public enum Kind {
        NUMERIC,
        CATEGORICAL
    }
}
