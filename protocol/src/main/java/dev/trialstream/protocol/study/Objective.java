package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Text;
import java.util.List;

/**
 * The objective of a study.
 *
 * @param metric name of a metric that the trainer reports each epoch
 * @param at the epochs of a curve that represent it
 */
public record Objective(String metric, Direction direction, At at) {
    static final Key<String> METRIC = Key.of(
                    "metric", new Text(100, "the name of a metric: " + Ids.NAMES, Ids.NAME_PATTERN))
            .needed()
            .help("Metric that the trainer reports each epoch.");
    static final Key<Direction> DIRECTION = Key.choice("direction", Direction.class)
            .help("Which way is better. May be left out for a metric with a usual name, such as val_loss, accuracy or"
                    + " f1.");
    static final Key<At> AT = Key.choice("at", At.class)
            .otherwise(At.SMOOTHED_BEST)
            .help("Which epochs speak for a trial: the best mean of an epoch and up to two before it, the best epoch,"
                    + " or the last.");
    static final List<Key<?>> KEYS = List.of(METRIC, DIRECTION, AT);

    /** Maximum number of objectives of a study. */
    static final int MOST = 8;

    public static final Objective VALIDATION_ERROR =
            new Objective("validation_error", Direction.MINIMIZE, At.SMOOTHED_BEST);
    public static final Objective VALIDATION_RMSE =
            new Objective("validation_rmse", Direction.MINIMIZE, At.SMOOTHED_BEST);

    /** The default objective of a task. */
    public static Objective of(Task task) {
        return task == Task.REGRESSION ? VALIDATION_RMSE : VALIDATION_ERROR;
    }

    /**
     * This objective at a rung of successive halving: the last epoch in place of the best mean. Halving compares the
     * losses that trainings have reached with the same number of epochs (Li et al. 2018, "Hyperband", algorithm 1; Li et
     * al. 2020, "A System for Massively Parallel Hyperparameter Tuning", algorithm 2). A mean of three epochs says at an
     * early rung how a training began. The best epoch would have the luck that the mean is there to avoid.
     */
    public Objective atRungs() {
        return at == At.SMOOTHED_BEST ? new Objective(metric, direction, At.LAST) : this;
    }

    /**
     * This objective for a comparison of curves of the first {@code epochs} epochs. As long as every mean contains the
     * first epoch, and so is one of the whole curve, the last epoch counts in its place.
     */
    public Objective after(int epochs) {
        return epochs <= Curve.WINDOW ? atRungs() : this;
    }

    /** The better direction. */
    public enum Direction {
        @JsonProperty("minimize")
        MINIMIZE,
        @JsonProperty("maximize")
        MAXIMIZE
    }

    /** How a learning curve is reduced to one number; see {@link dev.trialstream.protocol.curve.Curve#score}. */
    public enum At {
        /** The best mean of an epoch and up to two before it, so that one lucky epoch does not win. */
        @JsonProperty("smoothed_best")
        SMOOTHED_BEST,
        @JsonProperty("best")
        BEST,
        @JsonProperty("last")
        LAST
    }
}
