package dev.trialstream.metrics;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * How a metrics-consumer runs.
 *
 * @param stateDirectory for itself alone; it holds locks and positions, the studies themselves are in Kafka
 * @param commitInterval between transactions: how long a decision waits at most before others can read it
 * @param threads that share the partitions of the history
 * @param answersAt where others ask it about the studies that it keeps; null where nobody does
 */
public record MetricsConsumerOptions(
        Path stateDirectory,
        Duration commitInterval,
        int threads,
        @Nullable HostInfo answersAt) {
    /** One that nobody else asks. */
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

    /** Likewise, with others that ask it. */
    public MetricsConsumerOptions answeringAt(HostInfo address) {
        return new MetricsConsumerOptions(stateDirectory, commitInterval, threads, address);
    }
}
