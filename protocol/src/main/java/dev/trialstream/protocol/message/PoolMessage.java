package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the one-partition topic of the pool carries: heartbeats, and the ticks that are its only clock. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PoolMessage.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = PoolMessage.Renewal.class, name = "renewal"),
    @JsonSubTypes.Type(value = PoolMessage.Tick.class, name = "tick")
})
public sealed interface PoolMessage {
    Instant time();

    /**
     * A worker is alive.
     *
     * @param slots jobs it does at once; 0 says farewell
     * @param busy jobs in its slots
     * @param device class of device
     * @param memoryMib memory of a slot in MiB; null where it is not known
     * @param repertoire what it trains with; null of workers that do not say
     */
    record Heartbeat(
            String worker,
            int slots,
            List<Held> busy,
            String device,
            @Nullable Integer memoryMib,
            @Nullable Repertoire repertoire,
            String version,
            boolean draining,
            Instant time)
            implements PoolMessage {
        /** Of a worker that neither knows what memory it has nor says what it trains with. */
        public Heartbeat(
                String worker,
                int slots,
                List<Held> busy,
                String device,
                String version,
                boolean draining,
                Instant time) {
            this(worker, slots, busy, device, null, null, version, draining, time);
        }
    }

    /**
     * What a worker trains with.
     *
     * @param trainers by type, and one's own by name
     * @param commands that its configuration allows, by name
     */
    record Repertoire(List<String> trainers, List<String> commands) {
        public Repertoire {
            trainers = trainers.stream().sorted().toList();
            commands = commands.stream().sorted().toList();
        }
    }

    /** A job in a slot. */
    record Held(String job, int attempt) {}

    /** A worker that does not speak Kafka was heard of over HTTP; it still holds this attempt. */
    record Renewal(String job, int attempt, Instant time) implements PoolMessage {}

    /**
     * Time passed: a worker that is silent for several ticks of the log is gone.
     *
     * @param number counts up
     * @param wanted slots that all studies together could keep busy now, by class of device: what a pool is scaled by;
     *     null where it is not known yet
     */
    record Tick(String owner, long number, @Nullable Map<String, Integer> wanted, Instant time) implements PoolMessage {
        /** A tick of whoever does not know the studies yet. */
        public Tick(String owner, long number, Instant time) {
            this(owner, number, null, time);
        }

        @SuppressWarnings("NullAway") // null stays null
        public Tick {
            wanted = wanted == null ? null : Map.copyOf(wanted);
        }
    }
}
