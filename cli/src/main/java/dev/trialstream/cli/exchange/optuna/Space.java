package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The search space of the trials, and their parameters in it. Optuna's program, and no file, decides which trials have
 * a parameter. So a parameter that some trials lack becomes a dimension without a condition.
 */
final class Space {
    private final Map<String, String> names;
    private final Map<String, SearchedParameter> parameters = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a parameter makes no sense; the message names it */
    Space(List<OptunaStudy.Trial> trials) {
        Map<String, List<Distribution>> drawn = new LinkedHashMap<>();
        trials.forEach(trial -> trial.parameters()
                .forEach((name, given) ->
                        drawn.computeIfAbsent(name, any -> new ArrayList<>()).add(given.distribution())));
        names = OurNames.of(drawn.keySet());
        drawn.forEach((name, distributions) -> parameters.put(name, made(name, distributions)));
    }

    private static SearchedParameter made(String name, List<Distribution> distributions) {
        try {
            return new SearchedParameter(distributions);
        } catch (IllegalArgumentException e) {
            throw about(name, e);
        }
    }

    private static IllegalArgumentException about(String name, IllegalArgumentException e) {
        return new IllegalArgumentException("has a parameter " + name + ", and " + e.getMessage(), e);
    }

    SearchSpace searched() {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        parameters.forEach((name, it) -> dimensions.put(our(name), it.asDimension()));
        return new SearchSpace(dimensions);
    }

    /** In the order of the space. */
    Parameters of(OptunaStudy.Trial trial) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            OptunaStudy.Parameter given = trial.parameters().get(name);
            if (given == null) {
                return;
            }
            try {
                values.put(our(name), parameter.value(given));
            } catch (IllegalArgumentException e) {
                throw about(name, e);
            }
        });
        return new Parameters(values);
    }

    /** The renamed parameters, with their names here. */
    Map<String, String> renamed() {
        Map<String, String> renamed = new LinkedHashMap<>(names);
        renamed.entrySet().removeIf(it -> it.getKey().equals(it.getValue()));
        return renamed;
    }

    private String our(String name) {
        return names.getOrDefault(name, name);
    }
}
