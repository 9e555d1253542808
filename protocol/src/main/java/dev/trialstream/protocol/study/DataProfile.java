package dev.trialstream.protocol.study;

import java.util.List;
import java.util.Map;

/**
 * What one reading of the data found.
 *
 * @param sha256 of the file's bytes, in hexadecimal
 * @param rows without the header
 * @param repeated rows whose inputs stand in an earlier row too
 * @param classes rows of each class, in the order of their labels
 * @param inputs width of the network's input: numeric columns, one-hot categories and indicators of missing values
 * @param train rows of the training part; likewise {@code validation} and {@code test}
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
        int test) {

    /**
     * One input column.
     *
     * @param missing rows without a value
     * @param distinct different values
     */
    public record ColumnProfile(String name, Kind kind, int missing, int distinct) {}

    /** What a column holds. */
    public enum Kind {
        NUMERIC,
        CATEGORICAL
    }
}
