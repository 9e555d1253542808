package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a job or a study, with its grounds. The family is closed; {@link DecisionMessage} is its wire
 * format. A switch on {@link #type} without {@code default} handles every kind.
 */
public sealed interface Decision {
    /** Derived from the cause, so a repeated decision has the same id. */
    String id();

    Type type();

    String study();

    /** The trial; for {@link Fence} any job; for {@link Diagnose} of a study the study's id. */
    String job();

    /** The attempt that it concerns; 0 for none. */
    int attempt();

    Grounds grounds();

    /** The same decision, addressed to another attempt at the job. */
    Decision toAttempt(int other);

    default String rule() {
        return grounds().rule();
    }

    default Map<String, Double> numbers() {
        return grounds().numbers();
    }

    default String reason() {
        return grounds().reason();
    }

    default String cause() {
        return grounds().cause();
    }

    default Instant time() {
        return grounds().time();
    }

    @JsonValue
    default DecisionMessage message() {
        return DecisionMessage.of(this);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Decision of(DecisionMessage message) {
        return message.decision();
    }

    /** The kinds of decisions. */
    enum Type {
        STOP,
        PAUSE,
        SUSPEND,
        RESUME,
        RETIRE,
        CONFIRM,
        PROMOTE,
        DIAGNOSE,
        FENCE
    }

    /** A decision at an epoch of a trial. */
    sealed interface AtEpoch extends Decision {
        /** The epoch whose event caused the decision; for {@link Promote} the epoch whose checkpoint wins. */
        int epoch();

        @Override
        AtEpoch toAttempt(int other);

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static AtEpoch of(DecisionMessage message) {
            return message.decision(AtEpoch.class);
        }
    }

    /** A decision that ends a trial: its curve ends at {@link #epoch}. */
    sealed interface Ending extends AtEpoch {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Ending of(DecisionMessage message) {
            return message.decision(Ending.class);
        }
    }

    /** Ends the trial now. The epoch is 0 if the trial has reported none. */
    record Stop(String id, String study, String job, int attempt, int epoch, Grounds grounds) implements Ending {
        @Override
        public Type type() {
            return Type.STOP;
        }

        @Override
        public Stop toAttempt(int other) {
            return new Stop(id, study, job, other, epoch, grounds);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Stop of(DecisionMessage message) {
            return message.decision(Stop.class);
        }
    }

    /**
     * Pauses the trial on behalf of a stopping rule: it keeps its last checkpoint, frees its slot and waits to be
     * resumed.
     */
    record Pause(String id, String study, String job, int attempt, int epoch, Grounds grounds) implements AtEpoch {
        @Override
        public Type type() {
            return Type.PAUSE;
        }

        @Override
        public Pause toAttempt(int other) {
            return new Pause(id, study, job, other, epoch, grounds);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Pause of(DecisionMessage message) {
            return message.decision(Pause.class);
        }
    }

    /**
     * Gives the attempt back without a stopping rule: the trial keeps its last checkpoint and continues in another
     * attempt.
     */
    record Suspend(String id, String study, String job, int attempt, Grounds grounds) implements Decision {
        @Override
        public Type type() {
            return Type.SUSPEND;
        }

        @Override
        public Suspend toAttempt(int other) {
            return new Suspend(id, study, job, other, grounds);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Suspend of(DecisionMessage message) {
            return message.decision(Suspend.class);
        }
    }

    /** Resumes the paused trial. */
    record Resume(String id, String study, String job, int attempt, int epoch, Grounds grounds) implements AtEpoch {
        @Override
        public Type type() {
            return Type.RESUME;
        }

        @Override
        public Resume toAttempt(int other) {
            return new Resume(id, study, job, other, epoch, grounds);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Resume of(DecisionMessage message) {
            return message.decision(Resume.class);
        }
    }

    /** Ends the paused trial. */
    record Retire(String id, String study, String job, int attempt, int epoch, Grounds grounds) implements Ending {
        @Override
        public Type type() {
            return Type.RETIRE;
        }

        @Override
        public Retire toAttempt(int other) {
            return new Retire(id, study, job, other, epoch, grounds);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Retire of(DecisionMessage message) {
            return message.decision(Retire.class);
        }
    }

    /**
     * Names the trials to train again with fresh seeds.
     *
     * @param job the best of them
     * @param candidates trials that are statistically indistinguishable from the best, best first
     */
    record Confirm(String id, String study, String job, int attempt, Grounds grounds, List<String> candidates)
            implements Decision {
        public Confirm {
            candidates = List.copyOf(candidates);
        }

        @Override
        public Type type() {
            return Type.CONFIRM;
        }

        @Override
        public Confirm toAttempt(int other) {
            return new Confirm(id, study, job, other, grounds, candidates);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Confirm of(DecisionMessage message) {
            return message.decision(Confirm.class);
        }
    }

    /** Names the winner of the study. */
    record Promote(String id, String study, String job, int attempt, int epoch, Grounds grounds) implements AtEpoch {
        @Override
        public Type type() {
            return Type.PROMOTE;
        }

        @Override
        public Promote toAttempt(int other) {
            return new Promote(id, study, job, other, epoch, grounds);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Promote of(DecisionMessage message) {
            return message.decision(Promote.class);
        }
    }

    /**
     * Reports a problem of the trial or the study; the rule names it.
     *
     * @param epoch the trial's last epoch; 0 for a study
     * @param advice a suggested remedy, or null
     */
    record Diagnose(
            String id,
            String study,
            String job,
            int attempt,
            int epoch,
            Grounds grounds,
            @Nullable String advice) implements Decision {
        @Override
        public Type type() {
            return Type.DIAGNOSE;
        }

        @Override
        public Diagnose toAttempt(int other) {
            return new Diagnose(id, study, job, other, epoch, grounds, advice);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Diagnose of(DecisionMessage message) {
            return message.decision(Diagnose.class);
        }
    }

    /**
     * Tells a worker to drop a job that another worker owns or that is no longer needed.
     *
     * @param worker the worker that must drop it
     */
    record Fence(String id, String study, String job, int attempt, Grounds grounds, String worker) implements Decision {
        @Override
        public Type type() {
            return Type.FENCE;
        }

        @Override
        public Fence toAttempt(int other) {
            return new Fence(id, study, job, other, grounds, worker);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Fence of(DecisionMessage message) {
            return message.decision(Fence.class);
        }
    }
}
