package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Wire format of a {@link Decision}: one flat object for every kind.
 *
 * @param id derived from its cause, so a repeated decision has the same id
 * @param job the trial, for {@code fence} any job, for {@code diagnose} the trial or the study
 * @param attempt the attempt that it concerns, 0 for none
 * @param worker for {@code fence}: the worker that must drop the job; otherwise null
 * @param epoch the epoch whose event caused it, 0 for a pause without a stopping rule; for {@code promote} the epoch
 *     whose checkpoint wins; 0 for none
 * @param rule that decided
 * @param numbers the rule compared, by name
 * @param reason in words
 * @param cause id of the event that caused it
 * @param time of that event
 * @param candidates for {@code confirm}: trials that are statistically indistinguishable from the best, best first;
 *     otherwise empty
 * @param advice for {@code diagnose}: a suggested remedy; otherwise null
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

    @SuppressWarnings("NullAway") // decisions written before the candidates field existed
    public DecisionMessage {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }

    /** The kind of decision. */
    public enum Type {
        /** The trial must end now; its curve ends at {@code epoch}. */
        @JsonProperty("stop")
        STOP,
        /** The trial must keep its last checkpoint and give up its slot; it continues later. */
        @JsonProperty("pause")
        PAUSE,
        /** The candidates must be trained again with fresh seeds. */
        @JsonProperty("confirm")
        CONFIRM,
        /** The trial won its study. */
        @JsonProperty("promote")
        PROMOTE,
        /** The paused trial continues. */
        @JsonProperty("resume")
        RESUME,
        /** The paused trial does not continue; its curve ends here. */
        @JsonProperty("retire")
        RETIRE,
        /** The trial or the study has a problem; {@code rule} names it, the reason describes it. */
        @JsonProperty("diagnose")
        DIAGNOSE,
        /** Another worker owns the job; {@code worker} must drop it. */
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

    /** @throws IllegalArgumentException if the decision is of another kind */
    <D extends Decision> D decision(Class<D> kind) {
        Decision decision = decision();
        if (!kind.isInstance(decision)) {
            throw new IllegalArgumentException(
                    "expected a decision of kind " + kind.getSimpleName() + ", got " + decision.type());
        }
        return kind.cast(decision);
    }
}
