package dev.trialstream.protocol.study;

/** Shares of the rows, stratified by class and drawn with {@code seed}; the shares add up to 1. */
public record Split(double train, double validation, double test, long seed) {

    public static Split standard(long seed) {
        return new Split(0.6, 0.2, 0.2, seed);
    }
}
