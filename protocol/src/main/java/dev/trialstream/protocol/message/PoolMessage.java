package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of the one-partition pool topic: heartbeats, and ticks, which are its only clock. */
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
     * @param slots that it has; 0: it leaves
     * @param busy jobs in its slots
     * @param device class of device
     * @param memoryMib memory of a slot in MiB; null if unknown
     * @param repertoire trainers and commands of the worker; null if it does not report them
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
        /** A heartbeat without memory and repertoire. */
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
     * Trainers and commands of a worker.
     *
     * @param trainers by type, and own trainers by name
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

    /** An HTTP client that holds this attempt has sent a request, which renews its lease. */
    record Renewal(String job, int attempt, Instant time) implements PoolMessage {}

    /**
     * A unit of time passed. A worker that is silent for several ticks of the log is gone.
     *
     * @param number counts up
     * @param wanted slots that all studies together could use now, by device class; pools scale by it; null if not
     *     known yet
     */
    record Tick(String owner, long number, @Nullable Map<String, Integer> wanted, Instant time) implements PoolMessage {
        /** A tick of an orchestrator that does not know the studies yet. */
        public Tick(String owner, long number, Instant time) {
            this(owner, number, null, time);
        }

        @SuppressWarnings("NullAway") // null stays null
        public Tick {
            wanted = wanted == null ? null : Map.copyOf(wanted);
        }
    }
}
