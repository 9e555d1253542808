package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a study optimises.
 *
 * @param metric name of a metric that the trainer reports each epoch
 * @param at which epochs of a curve speak for it
 */
public record Objective(String metric, Direction direction, At at) {

    public static final Objective VALIDATION_ERROR =
            new Objective("validation_error", Direction.MINIMIZE, At.SMOOTHED_BEST);
    public static final Objective VALIDATION_RMSE =
            new Objective("validation_rmse", Direction.MINIMIZE, At.SMOOTHED_BEST);

    /** What is optimised where a study does not say. */
    public static Objective of(Task task) {
        return task == Task.REGRESSION ? VALIDATION_RMSE : VALIDATION_ERROR;
    }

    /** Which way is better where a study does not say: up for what the built-in trainer reports of shares that are right. */
    static String usually(String metric) {
        return metric.matches("(training|validation|test)_(macro_f1|r2|recall_.+)") ? "maximize" : "minimize";
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
