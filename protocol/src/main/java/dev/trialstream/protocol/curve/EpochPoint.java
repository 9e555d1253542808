package dev.trialstream.protocol.curve;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of a learning curve.
 *
 * @param epoch from 1
 * @param metrics what the trainer reported, by name
 * @param checkpoint where the state after this epoch was kept, or null
 */
public record EpochPoint(
        int epoch, Map<String, Double> metrics, @Nullable String checkpoint) {

    public EpochPoint {
        metrics = Map.copyOf(metrics);
    }

    /** The metric, or NaN where it was not reported. */
    public double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The standard error of the metric, or NaN where it was not reported. */
    public double standardErrorOf(String metric) {
        return metric(MetricNames.standardErrorOf(metric));
    }
}
