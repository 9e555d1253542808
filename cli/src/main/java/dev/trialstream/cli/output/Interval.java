package dev.trialstream.cli.output;

/** A confidence interval that covers the true value in 95 of 100 cases. */
public record Interval(double low, double high) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * For a share found in {@code rows} independent rows (Wilson 1927, "Probable inference, the law of succession, and
     * statistical inference"). It is also right near 0, where the usual interval is empty.
     */
    public static Interval ofShare(double share, double rows) {
        double centre = (share + Z * Z / (2 * rows)) / (1 + Z * Z / rows);
        double half = Z / (1 + Z * Z / rows) * Math.sqrt(share * (1 - share) / rows + Z * Z / (4 * rows * rows));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** For a value whose error is approximately normal. */
    public static Interval of(double value, double standardError) {
        return new Interval(value - Z * standardError, value + Z * standardError);
    }
}
