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

    /** A request that leaves open how, and where, trials are tried. */
    public StudyRequest(
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
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** @throws IllegalStateException where this study has no data of its own */
    public DataSpec requireData() {
        if (data == null) {
            throw new IllegalStateException("a study without data of its own");
        }
        return data;
    }

    public StudyRequest withStudy(String id) {
        return new StudyRequest(
                id,
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

    public StudyRequest withData(DataSpec other) {
        return new StudyRequest(
                study,
                other,
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

    public StudyRequest withTrainer(TrainerSpec other) {
        return new StudyRequest(
                study,
                data,
                other,
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

    public StudyRequest withBudget(Limits other) {
        return new StudyRequest(
                study,
                data,
                trainer,
                objective,
                space,
                fixed,
                search,
                stopping,
                other,
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
}
