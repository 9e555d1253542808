package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Curve;

/**
 * The event to be judged: a trial has one more epoch.
 *
 * @param curve of the trial, of which this epoch is the last
 */
public record NewEpoch(String trial, Curve curve) {

    public int epoch() {
        return curve.lastEpoch();
    }
}
