package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Text;
import java.util.List;

/**
 * What a study optimises.
 *
 * @param metric name of a metric that the trainer reports each epoch
 * @param at which epochs of a curve speak for it
 */
public record Objective(String metric, Direction direction, At at) {
    static final Key<String> METRIC = Key.of(
                    "metric", new Text(100, "the name of a metric: " + Ids.NAMES, Ids.NAME_PATTERN))
            .needed()
            .help("Metric that the trainer reports each epoch.");
    static final Key<Direction> DIRECTION = Key.choice("direction", Direction.class)
            .help("Which way is better. Left out: maximize for macro_f1, r2 and recalls of the trainer of networks,"
                    + " minimize for every other metric.");
    static final Key<At> AT = Key.choice("at", At.class)
            .otherwise(At.SMOOTHED_BEST)
            .help("Which epochs speak for a trial: the best mean of an epoch and up to two before it, the best epoch,"
                    + " or the last.");
    static final List<Key<?>> KEYS = List.of(METRIC, DIRECTION, AT);

    /** Objectives of a study, at most. */
    static final int MOST = 8;

    public static final Objective VALIDATION_ERROR =
            new Objective("validation_error", Direction.MINIMIZE, At.SMOOTHED_BEST);
    public static final Objective VALIDATION_RMSE =
            new Objective("validation_rmse", Direction.MINIMIZE, At.SMOOTHED_BEST);

    /** What is optimised where a study does not say. */
    public static Objective of(Task task) {
        return task == Task.REGRESSION ? VALIDATION_RMSE : VALIDATION_ERROR;
    }

    /** Which way is better where a study does not say: up for what the built-in trainer reports of shares that are right. */
    static Direction usually(String metric) {
        return metric.matches("(training|validation|test)_(macro_f1|r2|recall_.+)")
                ? Direction.MAXIMIZE
                : Direction.MINIMIZE;
    }

    /** Which way is better. */
    public enum Direction {
        @JsonProperty("minimize")
        MINIMIZE,
        @JsonProperty("maximize")
        MAXIMIZE
    }

    /** How a learning curve becomes one number; see {@link dev.trialstream.protocol.curve.Curve#score}. */
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
