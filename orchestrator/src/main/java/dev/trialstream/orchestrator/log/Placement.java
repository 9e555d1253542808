package dev.trialstream.orchestrator.log;

import dev.trialstream.orchestrator.pool.Pool;
import dev.trialstream.orchestrator.study.Capacity;
import dev.trialstream.protocol.history.StudyLog;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.study.Resources;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds studies that no running worker can serve, so that they do not wait silently. */
final class Placement {
    /** Autoscalers start workers within this time. */
    static final int PATIENCE_TICKS = 10;

    private final Map<String, Long> missingSince = new HashMap<>();
    private final Map<String, Integer> said = new HashMap<>();

    /** The complaint to write now, if any. It is written once, and again if the reason changes. */
    Optional<Fact> complaint(StudyLog log, Pool pool) {
        Optional<String> reason =
                Capacity.of(log).wantedSlots() > 0 && !log.isRunning() ? reason(log.needs(), pool) : Optional.empty();
        if (reason.isEmpty()) {
            missingSince.remove(log.study());
            return Optional.empty();
        }
        long since = missingSince.computeIfAbsent(log.study(), study -> pool.ticks());
        int sequence = log.unplaced() + 1;
        boolean due = pool.ticks() - since >= PATIENCE_TICKS
                && !log.waiting().equals(reason)
                && said.getOrDefault(log.study(), 0) < sequence;
        if (!due) {
            return Optional.empty();
        }
        said.put(log.study(), sequence);
        return Optional.of(new Fact.Unplaced(reason.get(), sequence));
    }

    void forget(String study) {
        missingSince.remove(study);
        said.remove(study);
    }

    private static Optional<String> reason(Resources needs, Pool pool) {
        Pool.Capacity capacity = pool.of(needs.device());
        if (capacity.slots() == 0) {
            return Optional.of(
                    "no worker with a " + needs.device() + " is here; start one that has a " + needs.describe());
        }
        if (needs.fit(capacity.largestMib())) {
            return Optional.empty();
        }
        String largest = capacity.largestMib() == null
                ? "none that is here says how much it has"
                : "the largest slot here has " + capacity.largestMib() + " MiB";
        return Optional.of(
                "no worker that is here could ever hold a trial: it needs a " + needs.describe() + ", and " + largest);
    }
}
