package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.pool.PoolLog;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.message.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The leases of jobs. A heartbeat renews the lease of every job that it names; one that is not renewed for
 * {@link PoolLog#LEASE_TICKS} ticks lapses, and at once where its worker is known to be gone. A job that nobody claims
 * for {@link #UNCLAIMED_TICKS} ticks while slots are free lapses too.
 */
final class Leases {
    /** A share group that is new takes up to five seconds to hand out its first record. */
    static final int UNCLAIMED_TICKS = 10;

    private Map<Attempt, Long> renewed = new HashMap<>();
    private final Set<Attempt> lapsed = new HashSet<>();

    private record Attempt(
            String job, int attempt, @Nullable String worker) {}

    /** What lapses now; each attempt is named once. */
    List<Fact.Lapsed> check(Pool pool, Collection<JobLog> jobs) {
        Map<Attempt, Long> known = renewed;
        renewed = new HashMap<>();
        List<Fact.Lapsed> found = new ArrayList<>();
        for (JobLog job : jobs) {
            Attempt attempt = new Attempt(job.job(), job.attempt(), job.worker());
            if (lapsed.contains(attempt) || !(isHeld(job) || job.state() == JobLog.State.WAITING)) {
                continue;
            }
            long since = isRenewed(pool, job) ? pool.ticks() : known.getOrDefault(attempt, pool.ticks());
            renewed.put(attempt, since);
            if (isLost(pool, job) || pool.ticks() - since >= patience(job)) {
                lapsed.add(attempt);
                found.add(new Fact.Lapsed(job.job(), job.attempt(), job.worker()));
            }
        }
        return found;
    }

    private static boolean isHeld(JobLog job) {
        return job.state() == JobLog.State.RUNNING;
    }

    private static boolean isRenewed(Pool pool, JobLog job) {
        String worker = job.worker();
        return worker == null ? pool.free() == 0 : pool.holds(worker, job.job(), job.attempt());
    }

    private static boolean isLost(Pool pool, JobLog job) {
        String worker = job.worker();
        return worker != null && pool.hasLost(worker);
    }

    private static int patience(JobLog job) {
        return isHeld(job) ? PoolLog.LEASE_TICKS : UNCLAIMED_TICKS;
    }
}
