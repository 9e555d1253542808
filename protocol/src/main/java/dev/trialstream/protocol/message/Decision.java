package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a trial, with the rule and the numbers that led to it.
 *
 * @param id derived from its cause, so that a decision said twice is one decision
 * @param job the trial, or for {@code fence} any job
 * @param attempt of the job that it speaks of
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
public record Decision(
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
    /** A decision that gives no advice. */
    public Decision(
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
            List<String> candidates) {
        this(id, type, study, job, attempt, worker, epoch, rule, numbers, reason, cause, time, candidates, null);
    }

    @SuppressWarnings("NullAway") // decisions written before there were candidates
    public Decision {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }

    /** A decision that names no candidates. */
    public Decision(
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
            Instant time) {
        this(id, type, study, job, attempt, worker, epoch, rule, numbers, reason, cause, time, List.of(), null);
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
}
