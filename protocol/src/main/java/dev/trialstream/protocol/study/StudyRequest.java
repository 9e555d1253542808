package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.key.Settings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study as a user asks for it: checked, but with parts left open. {@link StudyReader} makes it from YAML or JSON, and
 * {@link Study} is one with nothing open.
 *
 * @param study its id; null: made from the file's name and the time
 * @param data null where the trainer needs none, or has its own
 * @param objective null: what fits the task
 * @param space null: what fits the data
 * @param fixed parameters that are not searched
 * @param stopping null: the default rule
 * @param budget what is said of {@link Budget#KEYS}
 * @param enqueue configurations to try first; null: what fits the data
 * @param promotion null: what fits the trainer
 * @param constraints that every trial holds
 * @param attempts how often and how long each trial is tried; null: {@link Attempts#STANDARD}
 * @param isolation where its trials are trained; null: on a thread of the worker
 * @param resources what each trial needs of its slot; null: {@link Resources#STANDARD}
 * @param seeds networks that each search trial trains and takes the mean of, each with its own seed; null: one
 * @param judging how trials are judged beside the stopping rule; null: in no other way
 * @param furtherObjectives what counts beside {@code objective}, which decides; a study with some has a Pareto front
 */
@RecordBuilder
@RecordBuilder.Options(addClassRetainedGenerated = true, enableWither = false, enableGetters = false)
public record StudyRequest(
        @Nullable String study,
        @Nullable DataSpec data,
        TrainerSpec trainer,
        @Nullable Objective objective,
        @Nullable SearchSpace space,
        Parameters fixed,
        SearchSpec search,
        @Nullable StoppingSpec stopping,
        Settings budget,
        @Nullable List<Parameters> enqueue,
        @Nullable Promotion promotion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Constraint> constraints,
        @Nullable Attempts attempts,
        @Nullable Isolation isolation,
        @Nullable Resources resources,
        @Nullable Integer seeds,
        @Nullable Judging judging,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Objective> furtherObjectives) {
    @SuppressWarnings("NullAway") // what a builder or a message leaves out
    public StudyRequest {
        fixed = fixed == null ? Parameters.none() : fixed;
        budget = budget == null ? Settings.none() : budget;
        enqueue = enqueue == null ? null : List.copyOf(enqueue);
        furtherObjectives = furtherObjectives == null ? List.of() : List.copyOf(furtherObjectives);
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }

    /** A request that leaves everything else open. */
    public static StudyRequestBuilder builder(TrainerSpec trainer, SearchSpec search) {
        return StudyRequestBuilder.builder().trainer(trainer).search(search);
    }

    /** This one, to be changed. */
    public StudyRequestBuilder edit() {
        return StudyRequestBuilder.builder(this);
    }

    /** @throws IllegalStateException where this study has no data of its own */
    public DataSpec requireData() {
        if (data == null) {
            throw new IllegalStateException("a study without data of its own");
        }
        return data;
    }
}
