package dev.trialstream.orchestrator.study;

import dev.trialstream.policy.search.Feasible;
import dev.trialstream.policy.search.Samplers;
import dev.trialstream.policy.stopping.StoppingRules;
import dev.trialstream.protocol.curve.NetworkMetrics;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.ConstraintReader;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.Promotion;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.key.Settings;
import java.util.List;
import java.util.Optional;

/** Completes a request's open parts from the profile of its data. */
public final class Defaults {
    /** Default number of trials in flight for clients that ask. */
    private static final int MOST_ASKERS = 1000;

    private Defaults() {}

    /**
     * The effective study.
     *
     * @param profile of the data; empty if the trainer is not built in
     * @throws InvalidStudy if the parts of the request do not fit together
     */
    public static Study complete(String id, StudyRequest request, Optional<DataProfile> profile) {
        profile.ifPresent(found -> DataCheck.check(request, found));
        SearchSpace space = request.space() == null ? openSpace(request, profile) : request.space();
        List<Parameters> enqueue = request.enqueue();
        if (enqueue == null) {
            enqueue = request.space() == null ? firstTrials(request, space) : List.of();
        }
        ConstraintReader.check(request.constraints(), space, request.fixed());
        checkEnqueued(enqueue, request, space);
        Study study = Study.of(request.edit()
                .study(id)
                .data(profile.map(found -> decided(request.requireData(), found))
                        .orElse(request.data()))
                .objective(objective(request, profile))
                .space(space)
                .search(request.search().named(Samplers.AUTO))
                .stopping(request.stopping() == null ? StoppingRules.STANDARD : request.stopping())
                .budget(budget(request))
                .enqueue(enqueue)
                .promotion(promotion(request))
                .build());
        Feasible.anyOf(study);
        return study;
    }

    private static DataSpec decided(DataSpec data, DataProfile profile) {
        Split split = data.split();
        return data.withTask(profile.task())
                .withSplit(split.repeats() == null ? split.withRepeats(profile.repeats()) : split);
    }

    /** The default number of parallel trials depends on the trainer; every other key has its own default. */
    private static Settings budget(StudyRequest request) {
        Settings said = request.budget();
        int trials = said.get(Budget.TRIALS);
        int parallel = said.find(Budget.PARALLEL).orElse(request.trainer().asked() ? MOST_ASKERS : trials);
        return said.with(Budget.TRIALS, trials)
                .with(Budget.EPOCHS, said.get(Budget.EPOCHS))
                .with(Budget.PARALLEL, parallel);
    }

    private static SearchSpace openSpace(StudyRequest request, Optional<DataProfile> profile) {
        int rows = profile.map(found -> DataCheck.leastLearnt(request.fixed(), found))
                .orElse(Integer.MAX_VALUE);
        return OpenSpace.of(model(request), request.fixed(), rows);
    }

    private static String model(StudyRequest request) {
        return request.trainer().hasKnobs() ? request.trainer().requireModel() : "mlp";
    }

    /** Only the network trainer confirms by default. */
    private static Promotion promotion(StudyRequest request) {
        Promotion standard = request.trainer().confirmsByDefault() ? Promotion.AUTO : Promotion.NONE;
        return request.promotion() == null ? standard : request.promotion();
    }

    private static Objective objective(StudyRequest request, Optional<DataProfile> profile) {
        Objective given = request.objective();
        if (profile.isEmpty()) {
            return Optional.ofNullable(given)
                    .orElseThrow(() -> new InvalidStudy("objective", "expected the metric that is optimised"));
        }
        Task task = profile.get().task();
        Objective objective = given == null ? Objective.of(task) : given;
        checkMetric("objective", objective, profile.get());
        request.furtherObjectives().forEach(further -> checkMetric("further_objectives", further, profile.get()));
        return objective;
    }

    /** Refuses a metric that the trainer would never report for these data. */
    private static void checkMetric(String path, Objective objective, DataProfile profile) {
        NetworkMetrics.objectionTo(objective.metric(), profile).ifPresent(objection -> {
            throw new InvalidStudy(path + ".metric", objection);
        });
    }

    /** Leaves out a default first trial if a constraint forbids it. */
    private static List<Parameters> firstTrials(StudyRequest request, SearchSpace space) {
        return OpenSpace.firstTrials(model(request), space).stream()
                .filter(trial -> violated(request, trial).isEmpty())
                .toList();
    }

    private static Optional<Constraint> violated(StudyRequest request, Parameters trial) {
        return Constraint.firstViolated(request.constraints(), trial.orElse(request.fixed()));
    }

    private static void checkEnqueued(List<Parameters> enqueue, StudyRequest request, SearchSpace space) {
        for (int i = 0; i < enqueue.size(); i++) {
            String entry = "enqueue[" + i + "]";
            space.objectionTo(enqueue.get(i), request.fixed()).ifPresent(objection -> {
                throw new InvalidStudy(
                        entry + "." + objection.split(": ", 2)[0], objection.split(": ", 2)[1]);
            });
            violated(request, enqueue.get(i)).ifPresent(constraint -> {
                throw new InvalidStudy(entry, "does not hold the constraint " + constraint);
            });
        }
    }
}
