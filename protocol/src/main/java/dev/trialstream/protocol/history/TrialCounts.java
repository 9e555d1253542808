package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Role;
import java.util.EnumMap;
import java.util.Map;

/** Numbers of trials of a study by state. Every query takes constant time. */
public final class TrialCounts {
    private final Map<Role, Map<JobLog.State, Integer>> byRole = new EnumMap<>(Role.class);

    /** Records that a trial of {@code role} has entered {@code state} (+1) or left it (−1). */
    void add(Role role, JobLog.State state, int change) {
        byRole.computeIfAbsent(role, any -> new EnumMap<>(JobLog.State.class)).merge(state, change, Integer::sum);
    }

    /** Trials of {@code role} in {@code state}. */
    public int of(Role role, JobLog.State state) {
        return byRole.getOrDefault(role, Map.of()).getOrDefault(state, 0);
    }

    /** Trials of any role in {@code state}. */
    public int of(JobLog.State state) {
        int sum = 0;
        for (Map<JobLog.State, Integer> ofRole : byRole.values()) {
            sum += ofRole.getOrDefault(state, 0);
        }
        return sum;
    }

    /** Trials of any role that are dispatched and not given back. */
    public int dispatched() {
        return of(JobLog.State.WAITING) + of(JobLog.State.RUNNING);
    }

    /** Trials of any role that are not at rest. */
    public int unfinished() {
        return of(JobLog.State.REQUESTED) + dispatched();
    }

    /** Whether every trial of {@code role} is at rest. */
    public boolean allRest(Role role) {
        return of(role, JobLog.State.REQUESTED) + of(role, JobLog.State.WAITING) + of(role, JobLog.State.RUNNING) == 0;
    }

    /** Whether every trial of {@code role} has ended. */
    public boolean allEnded(Role role) {
        return allRest(role) && of(role, JobLog.State.PAUSED) == 0;
    }
}
