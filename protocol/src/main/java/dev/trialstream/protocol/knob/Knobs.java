package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every hyperparameter that the built-in multi-layer perceptron obeys, with the range it accepts and the value it takes
 * where a study says nothing. What a study searches lies within these ranges.
 */
public final class Knobs {
    /** Which knobs exist and what they accept. */
    public static final SearchSpace MLP = new SearchSpace(mlp());

    /** What a knob is where a study does not say; optimizer-dependent knobs have the defaults of their papers. */
    public static final Parameters MLP_DEFAULTS = new Parameters(mlpDefaults());

    private Knobs() {}

    private static Map<String, Dimension> mlp() {
        Map<String, Dimension> knobs = new LinkedHashMap<>(NetworkKnobs.dimensions());
        knobs.putAll(DataKnobs.dimensions());
        return knobs;
    }

    private static Map<String, Object> mlpDefaults() {
        Map<String, Object> values = new LinkedHashMap<>(NetworkKnobs.defaults());
        values.putAll(DataKnobs.defaults());
        return values;
    }
}
