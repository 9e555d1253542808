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
 * The effective study: a request that leaves nothing open. It is what {@code accepted} carries and what samplers, rules and
 * trainers see; written as YAML it is a study file that asks for exactly itself.
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
     * @throws IllegalArgumentException where it leaves open what only its data can say: its id, objective, space, stopping
     *     rule, first trials, or the trials, epochs and parallel trials of its budget
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

    /** A study of which everything else is as is usual, and nothing is searched. */
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

    /** This one, changed. */
    public Study with(UnaryOperator<StudyRequestBuilder> change) {
        return of(change.apply(request.edit()).build());
    }

    /** The request that leaves nothing open. */
    @JsonValue
    public StudyRequest request() {
        return request;
    }

    public String study() {
        return said(request.study(), "study");
    }

    /** With its task found out; null where the trainer needs none, or has its own. */
    public @Nullable DataSpec data() {
        return request.data();
    }

    /** @throws IllegalStateException where this study has no data of its own */
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

    /** Configurations of the first trials, in order; each a point of the space that holds the constraints. */
    public List<Parameters> enqueue() {
        return said(request.enqueue(), "enqueue");
    }

    public Promotion promotion() {
        return said(request.promotion(), "promotion");
    }

    /** That every trial holds; each names parameters of {@link #space} and {@link #fixed} alone. */
    public List<Constraint> constraints() {
        return request.constraints();
    }

    public Attempts attempts() {
        return said(request.attempts(), "attempts");
    }

    /** Where its trials are trained; null on a thread of the worker, as is usual. */
    public @Nullable Isolation isolation() {
        return request.isolation();
    }

    /** What each trial needs of its slot; null: {@link Resources#STANDARD}. */
    public @Nullable Resources resources() {
        return request.resources();
    }

    /** What each trial needs of its slot. */
    public Resources needs() {
        return resources() == null ? Resources.STANDARD : resources();
    }

    /** Networks that each search trial trains and takes the mean of, each with its own seed; null: one. */
    public @Nullable Integer seeds() {
        return request.seeds();
    }

    /** How trials are judged beside the stopping rule; null: in no other way. */
    public @Nullable Judging judging() {
        return request.judging();
    }

    /** How trials are judged beside the stopping rule. */
    public Judging judgedBeside() {
        return Judging.of(judging());
    }

    /** What counts beside {@link #objective}, which decides; a study with some has a Pareto front. */
    public List<Objective> furtherObjectives() {
        return request.furtherObjectives();
    }

    /** What is wrong with parameters, and the field of a message that it is about. */
    public record Objection(String field, String complaint) {}

    /** Why {@code parameters} are no configuration of this study; empty where they are one. */
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
