package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The effective study: nothing left open. It is what {@code accepted} carries and what samplers, rules and trainers
 * see; written as YAML it is a study file that asks for exactly itself.
 *
 * @param data with its task found out; null where the trainer needs none, or has its own
 * @param fixed parameters that are not searched
 * @param enqueue configurations of the first trials, in order; each a point of {@code space} that holds the constraints
 * @param constraints that every trial holds; each names parameters of {@code space} and {@code fixed} alone
 * @param attempts how often and how long each trial is tried
 * @param isolation where its trials are trained; null on a thread of the worker, as is usual
 * @param seeds networks that each search trial trains and takes the mean of, each with its own seed; null: one
 * @param resources what each trial needs of its slot; null: {@link Resources#STANDARD}
 * @param judging how trials are judged beside the stopping rule; null: in no other way
 * @param furtherObjectives what counts beside {@code objective}, which decides; a study with some has a Pareto front
 */
public record Study(
        String study,
        @Nullable DataSpec data,
        TrainerSpec trainer,
        Objective objective,
        SearchSpace space,
        Parameters fixed,
        SearchSpec search,
        StoppingSpec stopping,
        Budget budget,
        List<Parameters> enqueue,
        Promotion promotion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Constraint> constraints,
        Attempts attempts,
        @Nullable Isolation isolation,
        @Nullable Resources resources,
        @Nullable Integer seeds,
        @Nullable Judging judging,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Objective> furtherObjectives) {
    @SuppressWarnings("NullAway") // studies accepted before there were confirmation, constraints and attempts
    public Study {
        judging = Judging.STANDARD.equals(judging) ? null : judging;
        furtherObjectives = furtherObjectives == null ? List.of() : List.copyOf(furtherObjectives);
        resources = resources == null || resources.isStandard() ? null : resources;
        seeds = seeds == null || seeds == 1 ? null : seeds;
        attempts = attempts == null ? Attempts.STANDARD : attempts;
        isolation = isolation == Isolation.THREAD ? null : isolation;
        enqueue = List.copyOf(enqueue);
        promotion = promotion == null ? Promotion.NONE : promotion;
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }

    /** A study whose trials are tried as is usual. */
    public Study(
            String study,
            @Nullable DataSpec data,
            TrainerSpec trainer,
            Objective objective,
            SearchSpace space,
            Parameters fixed,
            SearchSpec search,
            StoppingSpec stopping,
            Budget budget,
            List<Parameters> enqueue,
            Promotion promotion,
            List<Constraint> constraints) {
        this(
                study,
                data,
                trainer,
                objective,
                space,
                fixed,
                search,
                stopping,
                budget,
                enqueue,
                promotion,
                constraints,
                Attempts.STANDARD,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** How trials are judged beside the stopping rule. */
    @JsonIgnore
    public Judging judgedBeside() {
        return Judging.of(judging);
    }

    /** What each trial needs of its slot. */
    @JsonIgnore
    public Resources needs() {
        return resources == null ? Resources.STANDARD : resources;
    }

    /** @throws IllegalStateException where this study has no data of its own */
    public DataSpec requireData() {
        if (data == null) {
            throw new IllegalStateException("study " + study + " has no data of its own");
        }
        return data;
    }

    /** What is wrong with parameters, and the field of a message that it is about. */
    public record Objection(String field, String complaint) {}

    /** Why {@code parameters} are no configuration of this study; empty where they are one. */
    public Optional<Objection> objectionTo(Parameters parameters) {
        Optional<Objection> outside = space.objectionTo(parameters, fixed)
                .map(objection -> objection.split(": ", 2))
                .map(parts -> new Objection("parameters." + parts[0], parts[1]));
        return outside.isPresent()
                ? outside
                : Constraint.firstViolated(constraints, parameters.orElse(fixed))
                        .map(it -> new Objection("parameters", "do not hold the constraint " + it));
    }

    public Study withStopping(StoppingSpec other) {
        return new Study(
                study,
                data,
                trainer,
                objective,
                space,
                fixed,
                search,
                other,
                budget,
                enqueue,
                promotion,
                constraints,
                attempts,
                isolation,
                resources,
                seeds,
                judging,
                furtherObjectives);
    }
}
