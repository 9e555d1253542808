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
 * A user's study: checked, but with open parts. {@link StudyReader} makes it from YAML or JSON; {@link Study} is the
 * complete form.
 *
 * @param study its id; null: made from the file's name and the time
 * @param data null if the trainer needs none, or has its own
 * @param objective null: the default of the task
 * @param space null: the default for the data
 * @param fixed parameters that are not searched
 * @param stopping null: the default rule
 * @param budget the given values of {@link Budget#KEYS}
 * @param enqueue configurations to try first; null: the default for the data
 * @param promotion null: the default of the trainer
 * @param constraints that every trial must satisfy
 * @param attempts limits on the attempts of each trial; null: {@link Attempts#STANDARD}
 * @param isolation where its trials are trained; null: on a thread of the worker
 * @param resources slot requirements of each trial; null: {@link Resources#STANDARD}
 * @param seeds networks that each search trial trains and averages, each with its own seed; null: one
 * @param judging besides the stopping rule; null: none
 * @param furtherObjectives objectives besides {@code objective}, which decides; a study with any has a Pareto front
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
    @SuppressWarnings("NullAway") // defaults for parts that a builder or a message leaves out
    public StudyRequest {
        fixed = fixed == null ? Parameters.none() : fixed;
        budget = budget == null ? Settings.none() : budget;
        enqueue = enqueue == null ? null : List.copyOf(enqueue);
        furtherObjectives = furtherObjectives == null ? List.of() : List.copyOf(furtherObjectives);
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }

    /** A request with everything else open. */
    public static StudyRequestBuilder builder(TrainerSpec trainer, SearchSpec search) {
        return StudyRequestBuilder.builder().trainer(trainer).search(search);
    }

    /** A builder that starts from this request. */
    public StudyRequestBuilder edit() {
        return StudyRequestBuilder.builder(this);
    }

    /** @throws IllegalStateException if this study has no data of its own */
    public DataSpec requireData() {
        if (data == null) {
            throw new IllegalStateException("a study without data of its own");
        }
        return data;
    }
}
