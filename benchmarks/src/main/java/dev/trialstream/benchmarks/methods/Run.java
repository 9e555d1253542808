package dev.trialstream.benchmarks.methods;

/**
 * An arm in a pair.
 *
 * @param rate that was best on validation
 * @param confirmed validation error of that rate once more, on rows parted anew and with other seeds: the least of five is
 *     lower than what it is the least of. NaN where it was not asked for, or not yet
 * @param epochs that were trained
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
    /** Not confirmed. */
    Run(String family, String arm, int pair, double rate, double validation, double test, int epochs) {
        this(family, arm, pair, rate, validation, test, epochs, Double.NaN);
    }

    Run confirmed(double error) {
        return new Run(family, arm, pair, rate, validation, test, epochs, error);
    }
}
