package dev.trialstream.protocol.curve;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of a learning curve.
 *
 * @param epoch from 1
 * @param metrics reported metrics by name
 * @param checkpoint location of the state after this epoch, or null
 */
public record EpochPoint(
        int epoch, Map<String, Double> metrics, @Nullable String checkpoint) {

    public EpochPoint {
        metrics = Map.copyOf(metrics);
    }

    /** The metric, or NaN if it was not reported. */
    public double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The standard error of the metric, or NaN if it was not reported. */
    public double standardErrorOf(String metric) {
        return metric(MetricNames.standardErrorOf(metric));
    }
}
