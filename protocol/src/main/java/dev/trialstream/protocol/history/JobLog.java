package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a job. The first claim of the newest attempt, in the order of the log, owns it; whatever anyone else says
 * of it is stale.
 *
 * @param attempt the newest dispatched, 0 before the first
 * @param worker its owner, or null while unclaimed
 * @param lapses how many attempts ended because what trained them died
 * @param failures how many failed, {@code timeouts} how many took too long, and {@code dataless} how many had a worker
 *     without the data
 * @param trouble the last of all these in words; null where no worker lived to tell
 */
public record JobLog(
        String job,
        int attempt,
        @Nullable String worker,
        State state,
        int lapses,
        int failures,
        int timeouts,
        int dataless,
        @Nullable String trouble) {
    /** A job of which every attempt ended as it should, but for those that were lost. */
    public JobLog(String job, int attempt, @Nullable String worker, State state, int lapses) {
        this(job, attempt, worker, state, lapses, 0, 0, 0, null);
    }

    /** Where a job is. */
    public enum State {
        /** To be dispatched. */
        REQUESTED,
        /** Dispatched and not claimed. */
        WAITING,
        RUNNING,
        /** Given back by the decision of a stopping rule; it goes on should the judge resume it. */
        PAUSED,
        COMPLETED,
        STOPPED,
        FAILED;

        /** Whether nobody works on it, or is to before something else has happened. */
        public boolean rests() {
            return this == PAUSED || hasEnded();
        }

        public boolean hasEnded() {
            return this == COMPLETED || this == STOPPED || this == FAILED;
        }
    }

    public static JobLog requested(String job) {
        return new JobLog(job, 0, null, State.REQUESTED, 0);
    }

    /** Whether {@code fact} comes from the owner of the newest attempt, while that is under way. */
    public boolean believes(Fact.FromWorker fact) {
        return !state.rests() && fact.attempt() == attempt && fact.worker().equals(worker);
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
            return grants(claim) ? with(attempt, claim.worker(), State.RUNNING) : this;
        } else if (fact instanceof Fact.Lapsed lapsed) {
            return isVoidedBy(lapsed) ? again(worker == null ? null : Failure.CRASHED, null) : this;
        } else if (fact instanceof Fact.GivenUp) {
            return state.hasEnded() ? this : ended(State.FAILED);
        } else if (fact instanceof Fact.Resumed) {
            return state == State.PAUSED ? with(attempt, null, State.REQUESTED) : this;
        } else if (fact instanceof Fact.Retired) {
            return state == State.PAUSED ? ended(State.STOPPED) : this;
        } else if (fact instanceof Fact.FromWorker said && believes(said)) {
            return told(said);
        }
        return this;
    }

    /** Whether an attempt at it came to nothing. */
    public boolean isTroubled() {
        return lapses + failures + timeouts + dataless > 0;
    }

    /** The same job with its lapses forgotten. */
    public JobLog forgiven() {
        return new JobLog(job, attempt, worker, state, 0, failures, timeouts, dataless, null);
    }

    private JobLog dispatched(Fact.Dispatched dispatched) {
        return dispatched.attempt() > attempt && !state.rests()
                ? with(
                        dispatched.attempt(),
                        dispatched.worker(),
                        dispatched.worker() == null ? State.WAITING : State.RUNNING)
                : this;
    }

    private JobLog told(Fact.FromWorker said) {
        if (said instanceof Fact.Released released && released.decision() != null) {
            return with(attempt, worker, State.PAUSED);
        } else if (said instanceof Fact.Released released) {
            return again(released.failure(), released.reason());
        } else if (said instanceof Fact.Stopped) {
            return ended(State.STOPPED);
        } else if (said instanceof Fact.Failed) {
            return ended(State.FAILED);
        } else if (said instanceof Fact.Completed || said instanceof Fact.Profiled || said instanceof Fact.Delivered) {
            return ended(State.COMPLETED);
        }
        return this;
    }

    /**
     * @param why the attempt came to nothing; null where nothing was wrong with it
     * @param words the same in words; null where nobody lived to tell
     */
    private JobLog again(@Nullable Failure why, @Nullable String words) {
        return new JobLog(
                job,
                attempt,
                null,
                State.REQUESTED,
                lapses + (why == Failure.CRASHED ? 1 : 0),
                failures + (why == Failure.FAILED ? 1 : 0),
                timeouts + (why == Failure.TIMED_OUT ? 1 : 0),
                dataless + (why == Failure.NO_DATA ? 1 : 0),
                why == null ? trouble : words);
    }

    private JobLog ended(State end) {
        return with(attempt, worker, end);
    }

    private JobLog with(int otherAttempt, @Nullable String otherWorker, State otherState) {
        return new JobLog(job, otherAttempt, otherWorker, otherState, lapses, failures, timeouts, dataless, trouble);
    }
}
