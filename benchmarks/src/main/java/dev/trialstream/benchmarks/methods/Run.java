package dev.trialstream.benchmarks.methods;

/**
 * An arm in a pair.
 *
 * @param rate that was best on validation
 * @param epochs that were trained
 */
record Run(String family, String arm, int pair, double rate, double validation, double test, int epochs) {}
