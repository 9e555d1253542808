package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;
import java.util.Map;
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

    /** A study of which everything else is as is usual, and nothing is searched. */
    public static Builder builder(
            String study,
            TrainerSpec trainer,
            Objective objective,
            SearchSpec search,
            StoppingSpec stopping,
            Budget budget) {
        return new Builder(study, trainer, objective, search, stopping, budget);
    }

    /** This one, to be changed. */
    public Builder edit() {
        Builder builder = new Builder(study, trainer, objective, search, stopping, budget);
        builder.data = data;
        builder.space = space;
        builder.fixed = fixed;
        builder.enqueue = enqueue;
        builder.promotion = promotion;
        builder.constraints = constraints;
        builder.attempts = attempts;
        builder.isolation = isolation;
        builder.resources = resources;
        builder.seeds = seeds;
        builder.judging = judging;
        builder.furtherObjectives = furtherObjectives;
        return builder;
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

    /** Puts a study together, part by part. */
    public static final class Builder {
        private String study;
        private @Nullable DataSpec data;
        private TrainerSpec trainer;
        private Objective objective;
        private SearchSpace space = new SearchSpace(Map.of());
        private Parameters fixed = Parameters.none();
        private SearchSpec search;
        private StoppingSpec stopping;
        private Budget budget;
        private List<Parameters> enqueue = List.of();
        private Promotion promotion = Promotion.NONE;
        private List<Constraint> constraints = List.of();
        private Attempts attempts = Attempts.STANDARD;
        private @Nullable Isolation isolation;
        private @Nullable Resources resources;
        private @Nullable Integer seeds;
        private @Nullable Judging judging;
        private List<Objective> furtherObjectives = List.of();

        private Builder(
                String study,
                TrainerSpec trainer,
                Objective objective,
                SearchSpec search,
                StoppingSpec stopping,
                Budget budget) {
            this.study = study;
            this.trainer = trainer;
            this.objective = objective;
            this.search = search;
            this.stopping = stopping;
            this.budget = budget;
        }

        public Builder study(String study) {
            this.study = study;
            return this;
        }

        public Builder data(@Nullable DataSpec data) {
            this.data = data;
            return this;
        }

        public Builder trainer(TrainerSpec trainer) {
            this.trainer = trainer;
            return this;
        }

        public Builder objective(Objective objective) {
            this.objective = objective;
            return this;
        }

        public Builder space(SearchSpace space) {
            this.space = space;
            return this;
        }

        public Builder fixed(Parameters fixed) {
            this.fixed = fixed;
            return this;
        }

        public Builder search(SearchSpec search) {
            this.search = search;
            return this;
        }

        public Builder stopping(StoppingSpec stopping) {
            this.stopping = stopping;
            return this;
        }

        public Builder budget(Budget budget) {
            this.budget = budget;
            return this;
        }

        public Builder enqueue(List<Parameters> enqueue) {
            this.enqueue = enqueue;
            return this;
        }

        public Builder promotion(Promotion promotion) {
            this.promotion = promotion;
            return this;
        }

        public Builder constraints(List<Constraint> constraints) {
            this.constraints = constraints;
            return this;
        }

        public Builder attempts(Attempts attempts) {
            this.attempts = attempts;
            return this;
        }

        public Builder isolation(@Nullable Isolation isolation) {
            this.isolation = isolation;
            return this;
        }

        public Builder resources(@Nullable Resources resources) {
            this.resources = resources;
            return this;
        }

        public Builder seeds(@Nullable Integer seeds) {
            this.seeds = seeds;
            return this;
        }

        public Builder judging(@Nullable Judging judging) {
            this.judging = judging;
            return this;
        }

        public Builder furtherObjectives(List<Objective> furtherObjectives) {
            this.furtherObjectives = furtherObjectives;
            return this;
        }

        public Study build() {
            return new Study(
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
                    attempts,
                    isolation,
                    resources,
                    seeds,
                    judging,
                    furtherObjectives);
        }
    }
}
