package dev.trialstream.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Whether the consumers of a topic get on: a reader that stands still while there is more to read does not work. */
final class Progress {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String FETCHING = "consumer-fetch-manager-metrics";

    private final String topic;
    private final LongSupplier nanos;
    private double consumed;
    private long moved;

    Progress(String topic, LongSupplier nanos) {
        this.topic = topic;
        this.nanos = nanos;
        this.moved = nanos.getAsLong();
    }

    /** Why it does not get on, by the current metrics of the consumers; empty if it does. */
    synchronized Optional<String> standstill(Map<MetricName, ? extends Metric> metrics) {
        double behind = sum(metrics, "records-lag");
        double now = sum(metrics, "records-consumed-total");
        if (behind == 0 || now != consumed) {
            moved = nanos.getAsLong();
        }
        consumed = now;
        long seconds = Duration.ofNanos(nanos.getAsLong() - moved).toSeconds();
        return seconds < PATIENCE.toSeconds()
                ? Optional.empty()
                : Optional.of("has not read on for " + seconds + " s, although there are " + Math.round(behind)
                        + " more events");
    }

    private double sum(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals(name)
                        && metric.metricName().group().equals(FETCHING)
                        // clients show dots in the names of topics as underscores
                        && topic.replace('.', '_')
                                .equals(metric.metricName()
                                        .tags()
                                        .getOrDefault("topic", "")
                                        .replace('.', '_'))
                        && metric.metricValue() instanceof Number)
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .filter(Double::isFinite)
                .sum();
    }
}
