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
 * @param ticks of the log so far: the only clock that leases go by
 * @param capacity of the workers that are here and not leaving, by class of device
 * @param held what each worker that is here has in its slots, leaving ones included
 * @param gone workers that said farewell or fell silent for the length of a lease, and have not come back
 * @param renewals the tick at which whoever holds an attempt over HTTP was last heard of
 * @param repertoire what the workers that are here and not leaving train with, all together; null where there is none
 *     of them, or one does not say
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

    /** A pool of workers that do not say what they train with. */
    public Pool(
            long ticks,
            Map<String, Capacity> capacity,
            Map<String, Set<Held>> held,
            Set<String> gone,
            Map<Held, Long> renewals) {
        this(ticks, capacity, held, gone, renewals, null);
    }

    /** A pool of workers that all speak Kafka and have CPUs alone. */
    public Pool(long ticks, int slots, int free, Map<String, Set<Held>> held, Set<String> gone) {
        this(ticks, Map.of(TopicLayout.CPU, new Capacity(slots, free, null)), held, gone, Map.of());
    }

    /**
     * What the workers of a class of device offer.
     *
     * @param slots of all of them
     * @param free how many of those were empty by the last heartbeats
     * @param largestMib memory in MiB of the largest slot; null where nobody says
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
     * Refuses a trainer that none of the workers here has. Where there are no workers yet, or one does not say, whoever
     * takes the first trial finds out.
     *
     * @throws InvalidStudy naming those that there are
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

    /** The tick at which whoever holds the attempt over HTTP was last heard of; long ago where never. */
    public long renewedAt(String job, int attempt) {
        return renewals.getOrDefault(new Held(job, attempt), NEVER);
    }

    /** What the workers of a class of device offer. */
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

    /** Slots of every class that were empty by the last heartbeats. */
    public int free() {
        return capacity.values().stream().mapToInt(Capacity::free).sum();
    }

    /** Whether {@code worker} has said that it holds this attempt. */
    public boolean holds(String worker, String job, int attempt) {
        return held.getOrDefault(worker, Set.of()).contains(new Held(job, attempt));
    }

    /** Whether {@code worker} was here and is not any more. */
    public boolean hasLost(String worker) {
        return gone.contains(worker);
    }
}
