package dev.trialstream.cli.exchange.optuna;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A study as Optuna keeps it, whatever the storage.
 *
 * @param directions one for each objective
 * @param userAttributes that users set, by name
 * @param systemAttributes that Optuna itself set, by name
 * @param trials in the order of their numbers
 */
record OptunaStudy(
        String name,
        List<Direction> directions,
        Map<String, JsonNode> userAttributes,
        Map<String, JsonNode> systemAttributes,
        List<Trial> trials) {

    /** Which way is better: {@code optuna/study/_study_direction.py}, in the order of its numbers. */
    enum Direction {
        NOT_SET,
        MINIMIZE,
        MAXIMIZE
    }

    /** Where a trial is: {@code optuna/trial/_state.py}, in the order of its numbers. */
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
     * @param values of the objectives; empty where it has none
     * @param intermediate what it reported, by step
     * @param start local time of the machine that Optuna ran on, or null
     * @param end likewise
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
     * What a trial was given.
     *
     * @param internal the number that Optuna keeps of it: for a choice its index
     */
    record Parameter(Distribution distribution, double internal) {}
}
