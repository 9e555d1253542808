package dev.trialstream.cli.exchange.optuna;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An Optuna study, independent of the storage.
 *
 * @param directions one for each objective
 * @param userAttributes set by users, by name
 * @param systemAttributes set by Optuna itself, by name
 * @param trials in the order of their numbers
 */
record OptunaStudy(
        String name,
        List<Direction> directions,
        Map<String, JsonNode> userAttributes,
        Map<String, JsonNode> systemAttributes,
        List<Trial> trials) {

    /** The better direction: {@code optuna/study/_study_direction.py}, in the order of its numbers. */
    enum Direction {
        NOT_SET,
        MINIMIZE,
        MAXIMIZE
    }

    /** The state of a trial: {@code optuna/trial/_state.py}, in the order of its numbers. */
    enum State {
        RUNNING,
        COMPLETE,
        PRUNED,
        FAIL,
        WAITING;

        boolean isFinished() {
            return this != RUNNING && this != WAITING;
        }
    }

    /**
     * One trial.
     *
     * @param number from 0
     * @param values of the objectives; empty if it has none
     * @param intermediate reported values, by step
     * @param start local time of the machine that ran Optuna, or null
     * @param end in the same form
     */
    record Trial(
            int number,
            State state,
            Map<String, Parameter> parameters,
            List<Double> values,
            NavigableMap<Integer, Double> intermediate,
            @Nullable LocalDateTime start,
            @Nullable LocalDateTime end,
            Map<String, JsonNode> userAttributes,
            Map<String, JsonNode> systemAttributes) {}

    /**
     * A parameter of a trial.
     *
     * @param internal Optuna's number for it: for a choice its index
     */
    record Parameter(Distribution distribution, double internal) {}
}
