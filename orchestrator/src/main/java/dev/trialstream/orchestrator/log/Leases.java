package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.pool.PoolLog;
import dev.trialstream.protocol.history.JobLog;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.kafka.Lease;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.message.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The leases of jobs. A heartbeat renews the lease of every job that it names. A lease lapses after
 * {@link PoolLog#LEASE_TICKS} ticks without renewal, or at once if its worker is known to be gone. A job that no
 * worker claims for {@link #UNCLAIMED_TICKS} ticks while slots are free lapses too. A job held over HTTP has the lease
 * of its study.
 */
final class Leases {
    /** A new share group takes up to five seconds to hand out its first record. */
    static final int UNCLAIMED_TICKS = 10;

    private Map<Attempt, Long> renewed = new HashMap<>();
    private final Set<Attempt> lapsed = new HashSet<>();

    private record Attempt(
            String job, int attempt, @Nullable String worker) {}

    /** The jobs that lapse now, if all have the default lease and run on any CPU. */
    List<Fact.Lapsed> check(Pool pool, Collection<JobLog> jobs) {
        return check(pool, jobs, job -> PoolLog.LEASE_TICKS, job -> TopicLayout.CPU);
    }

    /**
     * The jobs that lapse now; each attempt is reported once.
     *
     * @param lease of a held job, in ticks
     * @param device class of a job
     */
    List<Fact.Lapsed> check(
            Pool pool, Collection<JobLog> jobs, ToLongFunction<JobLog> lease, Function<JobLog, String> device) {
        Map<Attempt, Long> known = renewed;
        renewed = new HashMap<>();
        List<Fact.Lapsed> found = new ArrayList<>();
        lapsed.retainAll(jobs.stream().map(Leases::attempt).collect(Collectors.toSet()));
        for (JobLog job : jobs) {
            Attempt attempt = attempt(job);
            if (lapsed.contains(attempt) || !(isHeld(job) || job.state() == JobLog.State.WAITING)) {
                continue;
            }
            long since = isRenewed(pool, job, device) ? pool.ticks() : known.getOrDefault(attempt, pool.ticks());
            since = Math.max(since, pool.renewedAt(job.job(), job.attempt()));
            renewed.put(attempt, since);
            long patience = isHeld(job) ? lease.applyAsLong(job) : UNCLAIMED_TICKS;
            if (isLost(pool, job) || pool.ticks() - since >= patience) {
                lapsed.add(attempt);
                found.add(new Fact.Lapsed(job.job(), job.attempt(), job.worker()));
            }
        }
        return found;
    }

    private static Attempt attempt(JobLog job) {
        return new Attempt(job.job(), job.attempt(), job.worker());
    }

    /** The lease of the jobs of a study, in ticks. */
    static long ticks(StudyLog study) {
        return study.spec()
                .map(spec -> spec.trainer().lease())
                .map(lease -> Math.max(1, lease.dividedBy(Lease.TICK)))
                .orElse((long) PoolLog.LEASE_TICKS);
    }

    private static boolean isHeld(JobLog job) {
        return job.state() == JobLog.State.RUNNING;
    }

    private static boolean isRenewed(Pool pool, JobLog job, Function<JobLog, String> device) {
        String worker = job.worker();
        return worker == null ? pool.of(device.apply(job)).free() == 0 : pool.holds(worker, job.job(), job.attempt());
    }

    private static boolean isLost(Pool pool, JobLog job) {
        String worker = job.worker();
        return worker != null && pool.hasLost(worker);
    }
}
