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
 */
public record Pool(long ticks, int slots, int free, Map<String, Set<Held>> held, Set<String> gone) {
    public static final Pool EMPTY = new Pool(0, 0, 0, Map.of(), Set.of());

    public Pool {
        held = Map.copyOf(held);
        gone = Set.copyOf(gone);
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
