package dev.trialstream.policy.stopping;

import dev.trialstream.protocol.curve.Curve;

/**
 * The event to judge: a trial has one more epoch.
 *
 * @param curve of the trial; this epoch is its last
 */
public record NewEpoch(String trial, Curve curve) {

    public int epoch() {
        return curve.lastEpoch();
    }
}
