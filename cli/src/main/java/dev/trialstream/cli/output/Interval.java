package dev.trialstream.cli.output;

import dev.trialstream.protocol.curve.MetricNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A confidence interval that covers the true value in 95 of 100 cases. */
public record Interval(double low, double high) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of a metric of the test rows.
     *
     * @param metrics of the delivered model: its standard errors, and {@code test_rows}
     * @return null if the standard error is unknown
     */
    static @Nullable Interval ofTest(String metric, double value, Map<String, Double> metrics) {
        Double error = metrics.get(MetricNames.standardErrorOf(metric));
        Double rows = metrics.get("test_rows");
        if (error == null) {
            return null;
        }
        return metric.equals("test_error") && rows != null
                ? ofShare(value, Math.min(rows, effectiveRows(value, rows, error)))
                : of(value, error).within(MetricRange.of(metric));
    }

    /** The number of independent rows whose error has this standard error; fewer than {@code rows} if they are grouped. */
    private static double effectiveRows(double error, double rows, double standardError) {
        double p = (error * rows + 1) / (rows + 2);
        return p * (1 - p) / (standardError * standardError);
    }

    /**
     * For a share found in {@code rows} independent rows (Wilson 1927, "Probable inference, the law of succession, and
     * statistical inference"). It is also right near 0, where the usual interval is empty.
     */
    public static Interval ofShare(double share, double rows) {
        double centre = (share + Z * Z / (2 * rows)) / (1 + Z * Z / rows);
        double half = Z / (1 + Z * Z / rows) * Math.sqrt(share * (1 - share) / rows + Z * Z / (4 * rows * rows));
        return new Interval(share == 0 ? 0 : Math.max(0, centre - half), share == 1 ? 1 : Math.min(1, centre + half));
    }

    /** For a value whose error is approximately normal. */
    public static Interval of(double value, double standardError) {
        return new Interval(value - Z * standardError, value + Z * standardError);
    }

    private Interval within(Interval range) {
        return new Interval(Math.max(low, range.low), Math.min(high, range.high));
    }
}
