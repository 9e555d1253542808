package dev.trialstream.protocol.study;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of the data found.
 *
 * @param sha256 of the file's bytes, in hexadecimal
 * @param rows without the header
 * @param repeated rows whose inputs stand in an earlier row too
 * @param classes rows of each class, in the order of their labels; empty in a regression
 * @param inputs width of the network's input: numeric columns, one-hot categories and indicators of missing values
 * @param train rows of the training part; likewise {@code validation} and {@code test}
 * @param target the numbers to predict; null where classes are
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
        @Nullable TargetSummary target) {

    /**
     * One input column of a table, one channel of images, or what series measure at each step.
     *
     * @param missing rows, of series steps, without a value
     * @param distinct different values
     * @param numbers of a numeric column; null of another, and in profiles made before there was one
     */
    public record ColumnProfile(
            String name,
            Kind kind,
            int missing,
            int distinct,
            @Nullable NumberSummary numbers) {
        /** A column of which nothing more is known. */
        public ColumnProfile(String name, Kind kind, int missing, int distinct) {
            this(name, kind, missing, distinct, null);
        }
    }

    /**
     * The values of a numeric column, over all rows that have one; of images over all pixels, of series over all steps.
     *
     * @param sd with divisor n
     * @param skewness m₃/m₂^(3/2) of the central moments with divisor n; 0 where the values do not differ
     */
    public record NumberSummary(double min, double max, double mean, double sd, double skewness) {}

    /** The numbers that a regression is to predict, over all rows, in their own unit; {@code sd} has divisor n. */
    public record TargetSummary(double min, double max, double mean, double sd) {}

    /** What a column holds. */
    public enum Kind {
        NUMERIC,
        CATEGORICAL
    }
}
