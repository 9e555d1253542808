package dev.trialstream.orchestrator.search;

import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Studies for tests. */
public final class Studies {
    private Studies() {}

    /** A study over one dimension of each kind that matters, one of them conditional. */
    public static Study withSeed(String id, long seed) {
        Map<String, Dimension> space = new LinkedHashMap<>();
        space.put("learning_rate", FloatDimension.log(1e-4, 1));
        space.put("units", IntDimension.log(8, 512));
        space.put("optimizer", CategoricalDimension.of("adam", "momentum"));
        space.put("momentum", FloatDimension.linear(0.5, 0.99).when("optimizer", "momentum"));
        return study(id, new SearchSpace(space), seed, List.of());
    }

    public static Study over(SearchSpace space, long seed) {
        return study("s", space, seed, List.of());
    }

    /** The study {@link #withSeed} whose trials hold {@code constraints}. */
    public static Study constrained(long seed, String... constraints) {
        return study(
                "s",
                withSeed("s", seed).space(),
                seed,
                Arrays.stream(constraints).map(Constraint::of).toList());
    }

    private static Study study(String id, SearchSpace space, long seed, List<Constraint> constraints) {
        return Study.builder(
                        id,
                        TrainerSpec.MLP,
                        Objective.VALIDATION_ERROR,
                        new SearchSpec("random", seed),
                        new StoppingSpec.None(),
                        new Budget(10, 3, null, 2))
                .data(new DataSpec("a.csv", "y", Task.CLASSIFICATION, Split.standard(1)))
                .space(space)
                .constraints(constraints)
                .build();
    }
}
