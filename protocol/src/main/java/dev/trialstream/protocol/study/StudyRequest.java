package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study as a user asks for it: checked, but with parts left open. {@link StudyReader} makes it from YAML or JSON.
 *
 * @param study its id; null: made from the file's name and the time
 * @param data null where the trainer needs none, or has its own
 * @param objective null: what fits the task
 * @param space null: what fits the data
 * @param enqueue configurations to try first; null: what fits the data
 * @param stopping null: the default rule
 * @param promotion null: what fits the trainer
 * @param constraints that every trial holds
 * @param attempts null: as is usual
 * @param isolation null: on a thread of the worker
 * @param seeds networks that each search trial trains and takes the mean of, each with its own seed; null: one
 * @param resources null: any slot with a CPU
 * @param judging how trials are judged beside the stopping rule; null: in no other way
 * @param furtherObjectives what counts beside {@code objective}, which decides; a study with some has a Pareto front
 */
public record StudyRequest(
        @Nullable String study,
        @Nullable DataSpec data,
        TrainerSpec trainer,
        @Nullable Objective objective,
        @Nullable SearchSpace space,
        Parameters fixed,
        SearchSpec search,
        @Nullable StoppingSpec stopping,
        Limits budget,
        @Nullable List<Parameters> enqueue,
        @Nullable Promotion promotion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Constraint> constraints,
        @Nullable Attempts attempts,
        @Nullable Isolation isolation,
        @Nullable Resources resources,
        @Nullable Integer seeds,
        @Nullable Judging judging,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Objective> furtherObjectives) {
    @SuppressWarnings("NullAway") // requests made before there were constraints
    public StudyRequest {
        furtherObjectives = furtherObjectives == null ? List.of() : List.copyOf(furtherObjectives);
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }

    /** A request that leaves everything else open. */
    public static Builder builder(TrainerSpec trainer, SearchSpec search) {
        return new Builder(trainer, search);
    }

    /** This one, to be changed. */
    public Builder edit() {
        Builder builder = new Builder(trainer, search);
        builder.study = study;
        builder.data = data;
        builder.objective = objective;
        builder.space = space;
        builder.fixed = fixed;
        builder.stopping = stopping;
        builder.budget = budget;
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

    /** @throws IllegalStateException where this study has no data of its own */
    public DataSpec requireData() {
        if (data == null) {
            throw new IllegalStateException("a study without data of its own");
        }
        return data;
    }

    /** A budget with parts left open. */
    public record Limits(
            @Nullable Integer trials,
            @Nullable Integer epochs,
            java.time.@Nullable Duration time,
            @Nullable Integer parallel,
            @Nullable Integer priority,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer totalEpochs,

            @JsonInclude(JsonInclude.Include.NON_NULL) Budget.@Nullable Cost cost,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double worth) {
        public static final Limits OPEN = new Limits(null, null, null, null, null, null, null, null);

        /** Of a study like any other. */
        public Limits(
                @Nullable Integer trials,
                @Nullable Integer epochs,
                java.time.@Nullable Duration time,
                @Nullable Integer parallel) {
            this(trials, epochs, time, parallel, null, null, null, null);
        }
    }

    /** Puts a request together, part by part. */
    public static final class Builder {
        private @Nullable String study;
        private @Nullable DataSpec data;
        private TrainerSpec trainer;
        private @Nullable Objective objective;
        private @Nullable SearchSpace space;
        private Parameters fixed = Parameters.none();
        private SearchSpec search;
        private @Nullable StoppingSpec stopping;
        private Limits budget = Limits.OPEN;
        private @Nullable List<Parameters> enqueue;
        private @Nullable Promotion promotion;
        private List<Constraint> constraints = List.of();
        private @Nullable Attempts attempts;
        private @Nullable Isolation isolation;
        private @Nullable Resources resources;
        private @Nullable Integer seeds;
        private @Nullable Judging judging;
        private List<Objective> furtherObjectives = List.of();

        private Builder(TrainerSpec trainer, SearchSpec search) {
            this.trainer = trainer;
            this.search = search;
        }

        public Builder study(@Nullable String study) {
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

        public Builder objective(@Nullable Objective objective) {
            this.objective = objective;
            return this;
        }

        public Builder space(@Nullable SearchSpace space) {
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

        public Builder stopping(@Nullable StoppingSpec stopping) {
            this.stopping = stopping;
            return this;
        }

        public Builder budget(Limits budget) {
            this.budget = budget;
            return this;
        }

        public Builder enqueue(@Nullable List<Parameters> enqueue) {
            this.enqueue = enqueue;
            return this;
        }

        public Builder promotion(@Nullable Promotion promotion) {
            this.promotion = promotion;
            return this;
        }

        public Builder constraints(List<Constraint> constraints) {
            this.constraints = constraints;
            return this;
        }

        public Builder attempts(@Nullable Attempts attempts) {
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

        public StudyRequest build() {
            return new StudyRequest(
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
