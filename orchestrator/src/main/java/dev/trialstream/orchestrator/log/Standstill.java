package dev.trialstream.orchestrator.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** Notices a partition of which nothing is read although there is more to read. */
final class Standstill {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final Map<TopicPartition, Reading> readings = new HashMap<>();
    private volatile Optional<String> complaint = Optional.empty();

    private record Reading(long position, long since) {}

    Standstill(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Looks at the owned partitions.
     *
     * @param lag records between the position and the end of a partition; empty if not known
     */
    void look(
            Collection<TopicPartition> owned,
            ToLongFunction<TopicPartition> position,
            Function<TopicPartition, OptionalLong> lag) {
        long now = nanos.getAsLong();
        readings.keySet().retainAll(owned);
        Optional<String> found = Optional.empty();
        for (TopicPartition partition : owned) {
            long at = position.applyAsLong(partition);
            long behind = lag.apply(partition).orElse(0);
            Reading before = readings.get(partition);
            if (before == null || before.position() != at || behind == 0) {
                readings.put(partition, new Reading(at, now));
            } else if (now - before.since() > PATIENCE.toNanos()) {
                found = Optional.of(partition + " has not been read on for "
                        + Duration.ofNanos(now - before.since()).toSeconds() + " s, although there are " + behind
                        + " more events");
            }
        }
        complaint = found;
    }

    /** What stands still, in one line; empty if nothing does. */
    Optional<String> complaint() {
        return complaint;
    }
}
