package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The effective study: a request without open parts. {@code accepted} carries it, and samplers, rules and trainers use
 * it. Written as YAML, it is a study file that asks for exactly itself.
 */
public final class Study {
    private final StudyRequest request;
    private final Budget budget;

    private Study(StudyRequest request) {
        this.request = request;
        this.budget = request.budget().as(Budget.class);
    }

    /**
     * The study that {@code request} asks for.
     *
     * @throws IllegalArgumentException if a part is open that depends on the data: id, objective, space, stopping rule,
     *     first trials, or the trials, epochs and parallel trials of its budget
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Study of(StudyRequest request) {
        for (var key : List.of(Budget.TRIALS, Budget.EPOCHS, Budget.PARALLEL)) {
            said(request.budget().find(key).orElse(null), "budget." + key.name());
        }
        said(request.study(), "study");
        said(request.trainer(), "trainer");
        said(request.search(), "search");
        said(request.objective(), "objective");
        said(request.space(), "space");
        said(request.stopping(), "stopping");
        said(request.enqueue(), "enqueue");
        Resources resources = request.resources();
        Integer seeds = request.seeds();
        return new Study(request.edit()
                .promotion(request.promotion() == null ? Promotion.NONE : request.promotion())
                .attempts(request.attempts() == null ? Attempts.STANDARD : request.attempts())
                .isolation(request.isolation() == Isolation.THREAD ? null : request.isolation())
                .resources(resources == null || resources.isStandard() ? null : resources)
                .seeds(seeds == null || seeds == 1 ? null : seeds)
                .build());
    }

    /** A study with defaults for everything else, and no searched parameters. */
    public static StudyRequestBuilder builder(
            String study,
            TrainerSpec trainer,
            Objective objective,
            SearchSpec search,
            StoppingSpec stopping,
            Budget budget) {
        return StudyRequest.builder(trainer, search)
                .study(study)
                .objective(objective)
                .space(new SearchSpace(Map.of()))
                .stopping(stopping)
                .budget(budget.settings())
                .enqueue(List.of());
    }

    /** A changed copy. */
    public Study with(UnaryOperator<StudyRequestBuilder> change) {
        return of(change.apply(request.edit()).build());
    }

    /** The complete request. */
    @JsonValue
    public StudyRequest request() {
        return request;
    }

    public String study() {
        return said(request.study(), "study");
    }

    /** With its task set; null if the trainer needs no data, or has its own. */
    public @Nullable DataSpec data() {
        return request.data();
    }

    /** @throws IllegalStateException if this study has no data of its own */
    public DataSpec requireData() {
        return request.requireData();
    }

    public TrainerSpec trainer() {
        return request.trainer();
    }

    public Objective objective() {
        return said(request.objective(), "objective");
    }

    public SearchSpace space() {
        return said(request.space(), "space");
    }

    /** Parameters that are not searched. */
    public Parameters fixed() {
        return request.fixed();
    }

    public SearchSpec search() {
        return request.search();
    }

    public StoppingSpec stopping() {
        return said(request.stopping(), "stopping");
    }

    public Budget budget() {
        return budget;
    }

    /** Configurations of the first trials, in order; each is a point of the space that satisfies the constraints. */
    public List<Parameters> enqueue() {
        return said(request.enqueue(), "enqueue");
    }

    public Promotion promotion() {
        return said(request.promotion(), "promotion");
    }

    /** Constraints of every trial; each names only parameters of {@link #space} and {@link #fixed}. */
    public List<Constraint> constraints() {
        return request.constraints();
    }

    public Attempts attempts() {
        return said(request.attempts(), "attempts");
    }

    /** Where its trials are trained; null: on a thread of the worker. */
    public @Nullable Isolation isolation() {
        return request.isolation();
    }

    /** Slot requirements of each trial; null: {@link Resources#STANDARD}. */
    public @Nullable Resources resources() {
        return request.resources();
    }

    /** Slot requirements of each trial. */
    public Resources needs() {
        return resources() == null ? Resources.STANDARD : resources();
    }

    /** Networks that each search trial trains and averages, each with its own seed; null: one. */
    public @Nullable Integer seeds() {
        return request.seeds();
    }

    /** Judging besides the stopping rule; null: none. */
    public @Nullable Judging judging() {
        return request.judging();
    }

    /** Judging besides the stopping rule. */
    public Judging judgedBeside() {
        return Judging.of(judging());
    }

    /** Objectives besides {@link #objective}, which decides; a study with any has a Pareto front. */
    public List<Objective> furtherObjectives() {
        return request.furtherObjectives();
    }

    /** A problem with parameters, and the field of the message that it concerns. */
    public record Objection(String field, String complaint) {}

    /** Why {@code parameters} are no configuration of this study; empty if they are. */
    public Optional<Objection> objectionTo(Parameters parameters) {
        Optional<Objection> outside = space().objectionTo(parameters, fixed())
                .map(objection -> objection.split(": ", 2))
                .map(parts -> new Objection("parameters." + parts[0], parts[1]));
        return outside.isPresent()
                ? outside
                : Constraint.firstViolated(constraints(), parameters.orElse(fixed()))
                        .map(it -> new Objection("parameters", "do not hold the constraint " + it));
    }

    private static <T> T said(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalArgumentException("a study that leaves " + key + " open");
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Study it && request.equals(it.request);
    }

    @Override
    public int hashCode() {
        return Objects.hash(request);
    }

    @Override
    public String toString() {
        return String.valueOf(request);
    }
}
