package dev.trialstream.protocol.service;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Detects whether the broker answers, by the bytes that its consumers receive. Fetches and heartbeats are answered
 * several times in ten seconds, even without work. Thread-safe.
 */
public final class BrokerPulse {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private double bytes;
    private long heard;

    /** @param nanos a monotonic clock */
    public BrokerPulse(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param metrics current metrics of the consumers; empty if there are no consumers yet */
    public synchronized boolean isHeard(Map<MetricName, ? extends Metric> metrics) {
        double received = metrics.values().stream()
                .filter(BrokerPulse::isReceived)
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .sum();
        long now = nanos.getAsLong();
        if (received > 0 && received != bytes) {
            heard = now;
        }
        bytes = received;
        return received > 0 && now - heard < SILENCE.toNanos();
    }

    private static boolean isReceived(Metric metric) {
        return metric.metricName().name().equals("incoming-byte-total")
                && metric.metricName().group().equals("consumer-metrics")
                && metric.metricValue() instanceof Number;
    }
}
