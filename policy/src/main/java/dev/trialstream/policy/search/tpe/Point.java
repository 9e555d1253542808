package dev.trialstream.policy.search.tpe;

import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.Quantiles;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration as positions on the unit intervals of its active dimensions, by name. */
record Point(Map<String, Quantiles> places) {

    static Point of(SearchSpace space, Parameters parameters) {
        Map<String, Quantiles> places = new LinkedHashMap<>();
        for (Map.Entry<String, Dimension> entry : space.dimensions().entrySet()) {
            parameters
                    .get(entry.getKey())
                    .ifPresent(
                            value -> places.put(entry.getKey(), entry.getValue().quantiles(value)));
        }
        return new Point(places);
    }
}
