package dev.trialstream.worker.train;

import java.util.Map;

/**
 * An epoch that is trained.
 *
 * @param epoch from 1
 * @param metrics by name; errors are shares from 0 to 1, losses are in nats or of the standardised target, {@code rmse} and
 *     {@code mae} are in the target's own unit, {@code *_se} are standard errors
 * @param seconds of training alone, without evaluation and checkpoint
 * @param rowsPerSecond over those seconds
 * @param checkpoint the state after the epoch, from which a training can be resumed or a model delivered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EpochReport(
        int epoch, Map<String, Double> metrics, double seconds, double rowsPerSecond, byte[] checkpoint) {

    public EpochReport {
        metrics = Map.copyOf(metrics);
    }
}
