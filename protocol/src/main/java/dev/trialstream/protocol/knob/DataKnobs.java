package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is done to the data before a network sees them. */
final class DataKnobs {
    private DataKnobs() {}

    static Map<String, Dimension> dimensions() {
        Map<String, Dimension> knobs = new LinkedHashMap<>();
        knobs.put("scaling", CategoricalDimension.of("standard", "min_max", "min_max_symmetric", "none"));
        return knobs;
    }

    static Map<String, Object> defaults() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("scaling", "standard");
        return values;
    }
}
