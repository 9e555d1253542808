package dev.trialstream.metrics;

import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.DataSpec;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Split;
import dev.trialstream.protocol.study.StoppingSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.Task;
import dev.trialstream.protocol.study.TrainerSpec;
import java.util.Map;

/** Studies and curves to judge. */
public final class Studies {
    /** Single epochs speak for a curve, so that the numbers of a case can be read off it. */
    public static final Objective BEST_ERROR =
            new Objective("validation_error", Objective.Direction.MINIMIZE, Objective.At.BEST);

    private Studies() {}

    public static Study study(String id, StoppingSpec stopping, int epochs) {
        return study(id, stopping, epochs, BEST_ERROR);
    }

    public static Study study(String id, StoppingSpec stopping, int epochs, Objective objective) {
        return Study.builder(
                        id,
                        TrainerSpec.MLP,
                        objective,
                        new SearchSpec("random", 1),
                        stopping,
                        new Budget(40, epochs, null, 2))
                .data(new DataSpec("digits.csv", "digit", Task.CLASSIFICATION, Split.standard(1)))
                .build();
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
