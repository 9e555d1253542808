package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Fact;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a job. The first claim of the newest attempt, in the order of the log, owns it; whatever anyone else says
 * of it is stale.
 *
 * @param attempt the newest dispatched, 0 before the first
 * @param worker its owner, or null while unclaimed
 * @param lapses how many attempts ended because their worker fell silent
 */
public record JobLog(String job, int attempt, @Nullable String worker, State state, int lapses) {

    /** Where a job is. */
    public enum State {
        /** To be dispatched. */
        REQUESTED,
        /** Dispatched and not claimed. */
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
        return new JobLog(job, 0, null, State.REQUESTED, 0);
    }

    /** Whether {@code fact} comes from the owner of the newest attempt, while that is under way. */
    public boolean believes(Fact.FromWorker fact) {
        return !state.hasEnded() && fact.attempt() == attempt && fact.worker().equals(worker);
    }

    /** Whether {@code claim} makes its worker the owner. */
    public boolean grants(Fact.Claimed claim) {
        return state == State.WAITING && claim.attempt() == attempt && worker == null;
    }

    /** Whether {@code lapsed} voids the attempt that is under way. */
    public boolean isVoidedBy(Fact.Lapsed lapsed) {
        return (state == State.WAITING || state == State.RUNNING)
                && lapsed.attempt() == attempt
                && Objects.equals(lapsed.worker(), worker);
    }

    /** This job after {@code fact}, which is about it; the same where the fact is stale or leaves it with its owner. */
    public JobLog after(Fact.OfJob fact) {
        if (fact instanceof Fact.Dispatched dispatched) {
            return dispatched(dispatched);
        } else if (fact instanceof Fact.Claimed claim) {
            return grants(claim) ? new JobLog(job, attempt, claim.worker(), State.RUNNING, lapses) : this;
        } else if (fact instanceof Fact.Lapsed lapsed) {
            return isVoidedBy(lapsed) ? again(worker == null ? lapses : lapses + 1) : this;
        } else if (fact instanceof Fact.GivenUp) {
            return state.hasEnded() ? this : ended(State.FAILED);
        } else if (fact instanceof Fact.FromWorker said && believes(said)) {
            return told(said);
        }
        return this;
    }

    /** The same job with its lapses forgotten. */
    public JobLog forgiven() {
        return new JobLog(job, attempt, worker, state, 0);
    }

    private JobLog dispatched(Fact.Dispatched dispatched) {
        return dispatched.attempt() > attempt && !state.hasEnded()
                ? new JobLog(
                        job,
                        dispatched.attempt(),
                        dispatched.worker(),
                        dispatched.worker() == null ? State.WAITING : State.RUNNING,
                        lapses)
                : this;
    }

    private JobLog told(Fact.FromWorker said) {
        if (said instanceof Fact.Epoch || said instanceof Fact.Restored) {
            return this;
        } else if (said instanceof Fact.Released) {
            return again(lapses);
        } else if (said instanceof Fact.Stopped) {
            return ended(State.STOPPED);
        }
        return ended(said instanceof Fact.Failed ? State.FAILED : State.COMPLETED);
    }

    private JobLog again(int lapsed) {
        return new JobLog(job, attempt, null, State.REQUESTED, lapsed);
    }

    private JobLog ended(State end) {
        return new JobLog(job, attempt, worker, end, lapses);
    }
}
