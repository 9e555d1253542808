package dev.trialstream.cli.output;

/** An interval that covers the true value in 95 of 100 cases. */
public record Interval(double low, double high) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Of a share that was found in {@code rows} independent rows (Wilson 1927, "Probable inference, the law of
     * succession, and statistical inference"): also right where the share is near 0, where the usual one is empty.
     */
    public static Interval ofShare(double share, double rows) {
        double centre = (share + Z * Z / (2 * rows)) / (1 + Z * Z / rows);
        double half = Z / (1 + Z * Z / rows) * Math.sqrt(share * (1 - share) / rows + Z * Z / (4 * rows * rows));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** Of a value whose error is about normal. */
    public static Interval of(double value, double standardError) {
        return new Interval(value - Z * standardError, value + Z * standardError);
    }
}
