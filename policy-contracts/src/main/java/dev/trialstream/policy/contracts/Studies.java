package dev.trialstream.policy.contracts;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
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

/** Studies and curves for tests of policies. */
public final class Studies {
    /** Scores are single epochs, so that expected numbers can be read off a curve. */
    public static final Objective BEST_ERROR =
            new Objective("validation_error", Objective.Direction.MINIMIZE, Objective.At.BEST);

    private Studies() {}

    /** A study with one dimension of each relevant kind, one of them conditional. */
    public static Study withSeed(String id, long seed) {
        Map<String, Dimension> space = new LinkedHashMap<>();
        space.put("learning_rate", FloatDimension.log(1e-4, 1));
        space.put("units", IntDimension.log(8, 512));
        space.put("optimizer", CategoricalDimension.of("adam", "momentum"));
        space.put("momentum", FloatDimension.linear(0.5, 0.99).when("optimizer", "momentum"));
        return study(id, new SearchSpace(space), seed, List.of());
    }

    /** A study over {@code space}. */
    public static Study over(SearchSpace space, long seed) {
        return study("s", space, seed, List.of());
    }

    /** The study {@link #withSeed} with {@code constraints}. */
    public static Study constrained(long seed, String... constraints) {
        return study(
                "s",
                withSeed("s", seed).space(),
                seed,
                Arrays.stream(constraints).map(Constraint::of).toList());
    }

    private static Study study(String id, SearchSpace space, long seed, List<Constraint> constraints) {
        return Study.of(Study.builder(
                        id,
                        TrainerSpec.MLP,
                        Objective.VALIDATION_ERROR,
                        new SearchSpec("random", seed),
                        StoppingSpec.NONE,
                        new Budget(10, 3, null, 2))
                .data(new DataSpec("a.csv", "y", Task.CLASSIFICATION, Split.standard(1)))
                .space(space)
                .constraints(constraints)
                .build());
    }

    /** A study of 40 trials under {@code stopping}, scored by single epochs. */
    public static Study study(String id, StoppingSpec stopping, int epochs) {
        return study(id, stopping, epochs, BEST_ERROR);
    }

    /** The same with {@code objective}. */
    public static Study study(String id, StoppingSpec stopping, int epochs, Objective objective) {
        return Study.of(Study.builder(
                        id,
                        TrainerSpec.MLP,
                        objective,
                        new SearchSpec("random", 1),
                        stopping,
                        new Budget(40, epochs, null, 2))
                .data(new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1)))
                .build());
    }

    /** A curve with these validation errors, from epoch 1. */
    public static Curve curve(double... errors) {
        Curve curve = Curve.empty();
        for (double error : errors) {
            curve = curve.plus(new EpochPoint(curve.lastEpoch() + 1, Map.of("validation_error", error), null));
        }
        return curve;
    }
}
