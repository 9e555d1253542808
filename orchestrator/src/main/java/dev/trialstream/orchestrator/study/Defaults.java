package dev.trialstream.orchestrator.study;

import dev.trialstream.orchestrator.search.Samplers;
import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataProfile;
import dev.trialstream.protocol.study.InvalidStudy;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.StudyRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in what a request leaves open, from the profile of its data. */
public final class Defaults {
    private Defaults() {}

    /**
     * The effective study.
     *
     * @throws InvalidStudy where the parts of the request do not fit together
     */
    public static Study complete(String id, StudyRequest request, DataProfile profile) {
        SearchSpace space = request.space() == null ? openSpace(request.fixed()) : request.space();
        List<Parameters> enqueue = request.enqueue();
        if (enqueue == null) {
            enqueue = request.space() == null ? List.of(firstTrial(space, request.fixed())) : List.of();
        }
        checkEnqueued(enqueue, space, request.fixed());
        int trials = orElse(request.budget().trials(), Budget.DEFAULT_TRIALS);
        String algorithm = request.search().algorithm().equals("auto")
                ? Samplers.AUTO
                : request.search().algorithm();
        return new Study(
                id,
                request.data().withTask(profile.task()),
                request.trainer(),
                request.objective() == null ? Objective.VALIDATION_ERROR : request.objective(),
                space,
                request.fixed(),
                new SearchSpec(algorithm, request.search().seed()),
                request.stopping() == null ? StoppingSpec.Asha.STANDARD : request.stopping(),
                new Budget(
                        trials,
                        orElse(request.budget().epochs(), Budget.DEFAULT_EPOCHS),
                        request.budget().time(),
                        orElse(request.budget().parallel(), trials)),
                enqueue);
    }

    /** The default space, without what the study fixes. */
    private static SearchSpace openSpace(Parameters fixed) {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        dimensions.put("learning_rate", FloatDimension.log(3e-4, 3e-2));
        dimensions.put("batch_size", OrdinalDimension.of(16, 32, 64));
        dimensions.put("layers", IntDimension.linear(1, 3));
        dimensions.put("units", IntDimension.log(64, 512));
        dimensions.put("activation", CategoricalDimension.of("relu", "leaky_relu", "tanh"));
        dimensions.put("initializer", CategoricalDimension.of("he_normal", "xavier_normal"));
        dimensions.put("batch_norm", BooleanDimension.flag());
        dimensions.put("dropout", FloatDimension.linear(0, 0.5));
        dimensions.put("optimizer", CategoricalDimension.of("adam", "adamw", "nesterov"));
        dimensions.put("momentum", FloatDimension.linear(0.8, 0.98).when("optimizer", "nesterov"));
        dimensions.put("weight_decay", FloatDimension.log(1e-6, 1e-2));
        fixed.values().keySet().forEach(dimensions::remove);
        if (dimensions.isEmpty()) {
            throw new InvalidStudy("space", "everything is fixed; expected at least one dimension to search");
        }
        return new SearchSpace(dimensions);
    }

    /** What an expert tries first: Adam at its usual rate, two layers, a little dropout. */
    private static Parameters firstTrial(SearchSpace space, Parameters fixed) {
        Map<String, Object> expert = new LinkedHashMap<>();
        expert.put("learning_rate", 1e-3);
        expert.put("batch_size", 32);
        expert.put("layers", 2);
        expert.put("units", 128);
        expert.put("activation", "relu");
        expert.put("initializer", "he_normal");
        expert.put("batch_norm", false);
        expert.put("dropout", 0.2);
        expert.put("optimizer", "adam");
        expert.put("weight_decay", 1e-5);
        Map<String, Object> point = new LinkedHashMap<>();
        for (String name : space.inDecisionOrder()) {
            Dimension dimension =
                    Optional.ofNullable(space.dimensions().get(name)).orElseThrow();
            if (dimension.condition().holds(new Parameters(point).orElse(fixed).values())) {
                Object value = expert.get(name);
                point.put(name, value == null ? dimension.at(0.5) : value);
            }
        }
        return new Parameters(point);
    }

    private static void checkEnqueued(List<Parameters> enqueue, SearchSpace space, Parameters fixed) {
        for (int i = 0; i < enqueue.size(); i++) {
            String entry = "enqueue[" + i + "]";
            space.objectionTo(enqueue.get(i), fixed).ifPresent(objection -> {
                throw new InvalidStudy(
                        entry + "." + objection.split(": ", 2)[0], objection.split(": ", 2)[1]);
            });
        }
    }

    private static int orElse(@org.jspecify.annotations.Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
