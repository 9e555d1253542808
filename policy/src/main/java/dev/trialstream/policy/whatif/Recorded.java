package dev.trialstream.policy.whatif;

import dev.trialstream.protocol.curve.Curve;

/**
 * A trial whose curve is known to its last epoch.
 *
 * @param seconds that each of its epochs took, as many as the curve has; zeros where that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // numbers, never compared
public record Recorded(String id, Curve curve, double[] seconds) {
    public Recorded {
        if (seconds.length != curve.epochs().size()) {
            throw new IllegalArgumentException("trial " + id + ": expected "
                    + curve.epochs().size() + " durations, one for each epoch, got " + seconds.length);
        }
    }

    /** What its first {@code epochs} took. */
    double secondsUpTo(int epochs) {
        double sum = 0;
        for (int i = 0; i < epochs; i++) {
            sum += seconds[i];
        }
        return sum;
    }
}
