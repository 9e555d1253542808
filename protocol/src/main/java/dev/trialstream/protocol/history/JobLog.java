package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Fact;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a job. The first claim of the newest attempt, in the order of the log, owns it; whatever anyone else says
 * of it is stale.
 *
 * @param attempt the newest dispatched, 0 before the first
 * @param worker its owner, or null while unclaimed
 */
public record JobLog(String job, int attempt, @Nullable String worker, State state) {

    /** Where a job is. */
    public enum State {
        WAITING,
        RUNNING,
        COMPLETED,
        STOPPED,
        FAILED;

        public boolean hasEnded() {
            return this == COMPLETED || this == STOPPED || this == FAILED;
        }
    }

    public static JobLog requested(String job) {
        return new JobLog(job, 0, null, State.WAITING);
    }

    /** Whether {@code fact} comes from the owner of the newest attempt, while that is under way. */
    public boolean believes(Fact.FromWorker fact) {
        return !state.hasEnded() && fact.attempt() == attempt && fact.worker().equals(worker);
    }

    /** Whether {@code claim} makes its worker the owner. */
    public boolean grants(Fact.Claimed claim) {
        return state == State.WAITING && claim.attempt() == attempt && worker == null;
    }

    /** This job after {@code fact}, which is about it; the same where the fact is stale or leaves it with its owner. */
    public JobLog after(Fact fact) {
        if (fact instanceof Fact.Dispatched dispatched) {
            return dispatched(dispatched);
        }
        if (fact instanceof Fact.Claimed claim) {
            return claimed(claim);
        }
        if (!(fact instanceof Fact.FromWorker said) || !believes(said) || fact instanceof Fact.Epoch) {
            return this;
        }
        if (fact instanceof Fact.Stopped) {
            return ended(State.STOPPED);
        }
        return ended(fact instanceof Fact.Failed ? State.FAILED : State.COMPLETED);
    }

    JobLog dispatched(Fact.Dispatched dispatched) {
        return dispatched.attempt() > attempt && !state.hasEnded()
                ? new JobLog(job, dispatched.attempt(), null, State.WAITING)
                : this;
    }

    JobLog claimed(Fact.Claimed claim) {
        return grants(claim) ? new JobLog(job, attempt, claim.worker(), State.RUNNING) : this;
    }

    JobLog ended(State end) {
        return new JobLog(job, attempt, worker, end);
    }
}
