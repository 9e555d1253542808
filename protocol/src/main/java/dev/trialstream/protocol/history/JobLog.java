package dev.trialstream.protocol.history;

import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.Failure;
import dev.trialstream.protocol.study.Attempts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State of a job. The first claim of the newest attempt, in the order of the log, owns the job. Facts from any other
 * worker are stale.
 *
 * @param attempt the newest dispatched attempt, 0 before the first
 * @param worker its owner, or null while unclaimed
 * @param lapses attempts that ended because their worker or process died
 * @param failures attempts that failed; {@code timeouts}: attempts that took too long; {@code dataless}: attempts whose
 *     worker lacked the data
 * @param trouble description of the last of these; null if no worker survived to report it
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
    /** A job without failures, timeouts or missing data; only {@code lapses} may have happened. */
    public JobLog(String job, int attempt, @Nullable String worker, State state, int lapses) {
        this(job, attempt, worker, state, lapses, 0, 0, 0, null);
    }

    /** The state of a job. */
    public enum State {
        /** Waits to be dispatched. */
        REQUESTED,
        /** Dispatched and not yet claimed. */
        WAITING,
        RUNNING,
        /** Paused by a stopping rule; it continues if the judge resumes it. */
        PAUSED,
        COMPLETED,
        STOPPED,
        FAILED;

        /** Whether it is paused or has ended. */
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

    /** Whether {@code fact} comes from the owner of the newest attempt, and that attempt is still running. */
    public boolean believes(Fact.FromWorker fact) {
        return !state.rests() && fact.attempt() == attempt && fact.worker().equals(worker);
    }

    /** Whether {@code claim} makes its worker the owner. */
    public boolean grants(Fact.Claimed claim) {
        return state == State.WAITING && claim.attempt() == attempt && worker == null;
    }

    /** Whether {@code lapsed} ends the running attempt. */
    public boolean isVoidedBy(Fact.Lapsed lapsed) {
        return (state == State.WAITING || state == State.RUNNING)
                && lapsed.attempt() == attempt
                && Objects.equals(lapsed.worker(), worker);
    }

    /** This job after {@code fact}, which concerns it. Unchanged if the fact is stale or does not change the owner. */
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

    /** Whether any attempt at it has been lost or has failed. */
    public boolean isTroubled() {
        return lapses + failures + timeouts + dataless > 0;
    }

    /**
     * Whether it was given up through no fault of its own: its workers fell silent, or lacked the data. A process that
     * crashed under a surviving worker is not among these, unless it has been {@link #forgiven}.
     *
     * @param attempts of the study, which bound how often each kind of failure may happen
     */
    public boolean isLost(Attempts attempts) {
        boolean givenUp = state == State.FAILED && worker == null;
        boolean crashed = lapses >= attempts.crashed() && trouble != null;
        return givenUp && !crashed && failures < attempts.failed() && timeouts < attempts.timedOut();
    }

    /** The same job with its lapses reset. */
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
     * @param why the kind of failure; null if there was none
     * @param words its description; null if no worker survived to report it
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
