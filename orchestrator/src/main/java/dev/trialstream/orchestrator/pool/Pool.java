package dev.trialstream.orchestrator.pool;

import dev.trialstream.protocol.message.PoolMessage.Held;
import java.util.Map;
import java.util.Set;

/**
 * The pool of workers at one moment of its log.
 *
 * @param ticks of the log so far: the only clock that leases go by
 * @param slots of the workers that are here and not leaving
 * @param free how many of those were empty by the last heartbeats
 * @param held what each worker that is here has in its slots, leaving ones included
 * @param gone workers that said farewell or fell silent for the length of a lease, and have not come back
 * @param renewals the tick at which whoever holds an attempt over HTTP was last heard of
 */
public record Pool(
        long ticks, int slots, int free, Map<String, Set<Held>> held, Set<String> gone, Map<Held, Long> renewals) {
    public static final Pool EMPTY = new Pool(0, 0, 0, Map.of(), Set.of(), Map.of());
    private static final long NEVER = Long.MIN_VALUE / 2;

    /** A pool of workers that all speak Kafka. */
    public Pool(long ticks, int slots, int free, Map<String, Set<Held>> held, Set<String> gone) {
        this(ticks, slots, free, held, gone, Map.of());
    }

    public Pool {
        held = Map.copyOf(held);
        gone = Set.copyOf(gone);
        renewals = Map.copyOf(renewals);
    }

    /** The tick at which whoever holds the attempt over HTTP was last heard of; long ago where never. */
    public long renewedAt(String job, int attempt) {
        return renewals.getOrDefault(new Held(job, attempt), NEVER);
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
