package dev.trialstream.metrics;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a metrics-consumer runs.
 *
 * @param stateDirectory for itself alone; it holds locks and positions, the studies themselves are in Kafka
 * @param commitInterval between transactions: how long a decision waits at most before others can read it
 * @param threads that share the partitions of the history
 */
public record MetricsConsumerOptions(Path stateDirectory, Duration commitInterval, int threads) {

    public MetricsConsumerOptions {
        if (commitInterval.isNegative() || commitInterval.isZero() || threads < 1) {
            throw new IllegalArgumentException(
                    "metrics-consumer: expected a commit interval above zero and at least 1 thread, got "
                            + commitInterval + " and " + threads);
        }
    }

    public static MetricsConsumerOptions in(Path stateDirectory) {
        return new MetricsConsumerOptions(stateDirectory, Duration.ofMillis(20), 1);
    }
}
