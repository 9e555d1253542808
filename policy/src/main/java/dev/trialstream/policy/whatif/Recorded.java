package dev.trialstream.policy.whatif;

import dev.trialstream.protocol.curve.Curve;

/**
 * A trial with a complete recorded curve.
 *
 * @param seconds duration of each epoch, as many as the curve has; zeros if unknown
 */
@SuppressWarnings("ArrayRecordComponent") // numbers, never compared
public record Recorded(String id, Curve curve, double[] seconds) {
    public Recorded {
        if (seconds.length != curve.epochs().size()) {
            throw new IllegalArgumentException("trial " + id + ": expected "
                    + curve.epochs().size() + " durations, one for each epoch, got " + seconds.length);
        }
    }

    /** Duration of its first {@code epochs}. */
    double secondsUpTo(int epochs) {
        double sum = 0;
        for (int i = 0; i < epochs; i++) {
            sum += seconds[i];
        }
        return sum;
    }
}
