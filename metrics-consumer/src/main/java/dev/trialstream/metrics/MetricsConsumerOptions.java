package dev.trialstream.metrics;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Options of a metrics-consumer.
 *
 * @param stateDirectory used by this instance alone; it contains locks and positions. The studies themselves are in
 *     Kafka
 * @param commitInterval between transactions: the maximum delay until others can read a decision
 * @param threads that share the partitions of the history
 * @param answersAt address at which other instances ask it about its studies; null for none
 */
public record MetricsConsumerOptions(
        Path stateDirectory,
        Duration commitInterval,
        int threads,
        @Nullable HostInfo answersAt) {
    /** Options of an instance that no other instance asks. */
    public MetricsConsumerOptions(Path stateDirectory, Duration commitInterval, int threads) {
        this(stateDirectory, commitInterval, threads, null);
    }

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

    /** The same options, with an address for other instances. */
    public MetricsConsumerOptions answeringAt(HostInfo address) {
        return new MetricsConsumerOptions(stateDirectory, commitInterval, threads, address);
    }
}
