package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.PoolMessage.Held;
import dev.trialstream.protocol.message.PoolMessage.Repertoire;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.TrainerSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pool of workers at one moment of its log.
 *
 * @param ticks of the log so far; leases use no other clock
 * @param capacity of the active workers (present and not leaving), by device class
 * @param held jobs of each present worker, including leaving ones
 * @param gone workers that left or were silent for the length of a lease, and have not come back
 * @param renewals tick of the latest renewal of each attempt held over HTTP
 * @param repertoire trainers and commands of all active workers together; null if there are none, or one does not
 *     report them
 */
public record Pool(
        long ticks,
        Map<String, Capacity> capacity,
        Map<String, Set<Held>> held,
        Set<String> gone,
        Map<Held, Long> renewals,
        @Nullable Repertoire repertoire) {
    public static final Pool EMPTY = new Pool(0, Map.of(), Map.of(), Set.of(), Map.of());
    private static final long NEVER = Long.MIN_VALUE / 2;

    /** A pool of workers that do not report their trainers. */
    public Pool(
            long ticks,
            Map<String, Capacity> capacity,
            Map<String, Set<Held>> held,
            Set<String> gone,
            Map<Held, Long> renewals) {
        this(ticks, capacity, held, gone, renewals, null);
    }

    /** A pool of Kafka workers with only CPU slots. */
    public Pool(long ticks, int slots, int free, Map<String, Set<Held>> held, Set<String> gone) {
        this(ticks, Map.of(TopicLayout.CPU, new Capacity(slots, free, null)), held, gone, Map.of());
    }

    /**
     * The capacity of the workers of a device class.
     *
     * @param slots of all workers
     * @param free slots, by the latest heartbeats
     * @param largestMib memory in MiB of the largest slot; null if unknown
     */
    public record Capacity(int slots, int free, @Nullable Integer largestMib) {
        static final Capacity NONE = new Capacity(0, 0, null);

        Capacity with(Capacity other) {
            Integer largest = largestMib == null || (other.largestMib != null && other.largestMib > largestMib)
                    ? other.largestMib
                    : largestMib;
            return new Capacity(slots + other.slots, free + other.free, largest);
        }
    }

    public Pool {
        capacity = Map.copyOf(capacity);
        held = Map.copyOf(held);
        gone = Set.copyOf(gone);
        renewals = Map.copyOf(renewals);
    }

    /**
     * Refuses a trainer that no active worker has. If there are no workers yet, or one does not report its trainers,
     * the check is left to the worker that takes the first trial.
     *
     * @throws InvalidStudy that lists the available ones
     */
    public void check(TrainerSpec trainer) {
        if (repertoire == null || trainer.name() == null) {
            return;
        }
        boolean command = trainer.type().equals(TrainerSpec.COMMAND);
        List<String> known = command ? repertoire.commands() : repertoire.trainers();
        if (!known.contains(trainer.name())) {
            throw new InvalidStudy(
                    "trainer.name",
                    "none of the workers here has " + (command ? "a command " : "a trainer ") + trainer.name() + ", "
                            + (known.isEmpty() ? "nor any other" : "expected one of " + known));
        }
    }

    /** Tick of the attempt's latest renewal over HTTP; far in the past if there was none. */
    public long renewedAt(String job, int attempt) {
        return renewals.getOrDefault(new Held(job, attempt), NEVER);
    }

    /** The capacity of the workers of a device class. */
    public Capacity of(String device) {
        return capacity.getOrDefault(device, Capacity.NONE);
    }

    /** Slots by class of device. */
    public Map<String, Integer> slotsByDevice() {
        return capacity.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offered -> offered.getValue().slots()));
    }

    /** Slots of every class. */
    public int slots() {
        return capacity.values().stream().mapToInt(Capacity::slots).sum();
    }

    /** Free slots of every class, by the latest heartbeats. */
    public int free() {
        return capacity.values().stream().mapToInt(Capacity::free).sum();
    }

    /** Whether {@code worker} has reported that it holds this attempt. */
    public boolean holds(String worker, String job, int attempt) {
        return held.getOrDefault(worker, Set.of()).contains(new Held(job, attempt));
    }

    /** Whether {@code worker} was present and no longer is. */
    public boolean hasLost(String worker) {
        return gone.contains(worker);
    }
}
