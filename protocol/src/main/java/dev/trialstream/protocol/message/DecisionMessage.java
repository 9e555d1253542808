package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Decision} on the wire: one flat object for every kind.
 *
 * @param id derived from its cause, so that a decision said twice is one decision
 * @param job the trial, for {@code fence} any job, for {@code diagnose} the trial or the study
 * @param attempt of the job that it speaks of, 0 for none
 * @param worker for {@code fence}: who is to let go of it; otherwise null
 * @param epoch the epoch whose event caused it, 0 for a pause that no stopping rule asked for; for {@code promote} the epoch
 *     whose checkpoint wins; 0 for none
 * @param rule that decided
 * @param numbers the rule compared, by name
 * @param reason in words
 * @param cause id of the event that caused it
 * @param time of that event
 * @param candidates for {@code confirm}: the trials that cannot be told from the best, best first; otherwise empty
 * @param advice for {@code diagnose}: what to try against it; otherwise null
 */
public record DecisionMessage(
        String id,
        Type type,
        String study,
        String job,
        int attempt,
        @Nullable String worker,
        int epoch,
        String rule,
        Map<String, Double> numbers,
        String reason,
        String cause,
        Instant time,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> candidates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String advice) {

    @SuppressWarnings("NullAway") // decisions written before there were candidates
    public DecisionMessage {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }

    /** What is to happen. */
    public enum Type {
        /** The trial is to end now; its curve ends at {@code epoch}. */
        @JsonProperty("stop")
        STOP,
        /** The trial is to keep its last checkpoint and give up its slot; it goes on later. */
        @JsonProperty("pause")
        PAUSE,
        /** The candidates are to be trained again with fresh seeds. */
        @JsonProperty("confirm")
        CONFIRM,
        /** The trial won its study. */
        @JsonProperty("promote")
        PROMOTE,
        /** The paused trial has earned its place and goes on. */
        @JsonProperty("resume")
        RESUME,
        /** The paused trial does not go on: its curve ends where it is. */
        @JsonProperty("retire")
        RETIRE,
        /** Something is wrong with the trial, or the study; {@code rule} names what, the reason says it in words. */
        @JsonProperty("diagnose")
        DIAGNOSE,
        /** Another worker owns the job; {@code worker} is to drop it. */
        @JsonProperty("fence")
        FENCE
    }

    static DecisionMessage of(Decision decision) {
        return switch (decision.type()) {
            case STOP -> atEpoch(Type.STOP, (Decision.Stop) decision);
            case PAUSE -> atEpoch(Type.PAUSE, (Decision.Pause) decision);
            case SUSPEND -> of(Type.PAUSE, decision, 0, null, List.of(), null);
            case RESUME -> atEpoch(Type.RESUME, (Decision.Resume) decision);
            case RETIRE -> atEpoch(Type.RETIRE, (Decision.Retire) decision);
            case PROMOTE -> atEpoch(Type.PROMOTE, (Decision.Promote) decision);
            case CONFIRM -> {
                Decision.Confirm confirm = (Decision.Confirm) decision;
                yield of(Type.CONFIRM, confirm, 0, null, confirm.candidates(), null);
            }
            case DIAGNOSE -> {
                Decision.Diagnose diagnose = (Decision.Diagnose) decision;
                yield of(Type.DIAGNOSE, diagnose, diagnose.epoch(), null, List.of(), diagnose.advice());
            }
            case FENCE -> {
                Decision.Fence fence = (Decision.Fence) decision;
                yield of(Type.FENCE, fence, 0, fence.worker(), List.of(), null);
            }
        };
    }

    private static DecisionMessage atEpoch(Type type, Decision.AtEpoch decision) {
        return of(type, decision, decision.epoch(), null, List.of(), null);
    }

    private static DecisionMessage of(
            Type type,
            Decision decision,
            int epoch,
            @Nullable String worker,
            List<String> candidates,
            @Nullable String advice) {
        return new DecisionMessage(
                decision.id(),
                type,
                decision.study(),
                decision.job(),
                decision.attempt(),
                worker,
                epoch,
                decision.rule(),
                decision.numbers(),
                decision.reason(),
                decision.cause(),
                decision.time(),
                candidates,
                advice);
    }

    Decision decision() {
        Grounds grounds = new Grounds(rule, numbers, reason, cause, time);
        return switch (type) {
            case STOP -> new Decision.Stop(id, study, job, attempt, epoch, grounds);
            case PAUSE ->
                epoch == 0
                        ? new Decision.Suspend(id, study, job, attempt, grounds)
                        : new Decision.Pause(id, study, job, attempt, epoch, grounds);
            case RESUME -> new Decision.Resume(id, study, job, attempt, epoch, grounds);
            case RETIRE -> new Decision.Retire(id, study, job, attempt, epoch, grounds);
            case PROMOTE -> new Decision.Promote(id, study, job, attempt, epoch, grounds);
            case CONFIRM -> new Decision.Confirm(id, study, job, attempt, grounds, candidates);
            case DIAGNOSE -> new Decision.Diagnose(id, study, job, attempt, epoch, grounds, advice);
            case FENCE ->
                new Decision.Fence(
                        id, study, job, attempt, grounds, Objects.requireNonNull(worker, "a fence names a worker"));
        };
    }

    /** @throws IllegalArgumentException where the decision is of another kind */
    <D extends Decision> D decision(Class<D> kind) {
        Decision decision = decision();
        if (!kind.isInstance(decision)) {
            throw new IllegalArgumentException(
                    "expected a decision of kind " + kind.getSimpleName() + ", got " + decision.type());
        }
        return kind.cast(decision);
    }
}
