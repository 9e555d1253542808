package dev.trialstream.training.metric;

/**
 * A metric of some rows.
 *
 * @param value NaN if these rows have none, for instance the ROC AUC of rows of one class
 * @param standardError of {@code value}, with respect to the draw of the rows; NaN if unknown
 */
public record Measure(double value, double standardError) {
    /** A value whose standard error is unknown. */
    public static Measure of(double value) {
        return new Measure(value, Double.NaN);
    }
}
