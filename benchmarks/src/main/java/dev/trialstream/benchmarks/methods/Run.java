package dev.trialstream.benchmarks.methods;

/**
 * An arm in a pair.
 *
 * @param rate the best one on validation
 * @param confirmed validation error of that rate on rows split again and with other seeds, because the minimum of five
 *     is biased downwards; NaN if not requested, or not yet known
 * @param epochs trained epochs
 */
record Run(
        String family,
        String arm,
        int pair,
        double rate,
        double validation,
        double test,
        int epochs,
        double confirmed) {
    /** A run without a confirmation. */
    Run(String family, String arm, int pair, double rate, double validation, double test, int epochs) {
        this(family, arm, pair, rate, validation, test, epochs, Double.NaN);
    }

    Run confirmed(double error) {
        return new Run(family, arm, pair, rate, validation, test, epochs, error);
    }
}
