package dev.trialstream.protocol.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The searched hyperparameters, by name in the order written. A dimension may depend on others; it is decided after
 * them, and absent from the parameters if its condition does not hold.
 */
public record SearchSpace(@JsonValue Map<String, Dimension> dimensions) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SearchSpace {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }

    /**
     * Draws a point. Visits each dimension after those that its condition names and gives each active one its value at
     * the quantile that {@code quantile} returns for its name. Conditions may also name parameters of {@code fixed};
     * the result contains only those of this space.
     */
    public Parameters draw(Parameters fixed, ToDoubleFunction<String> quantile) {
        Map<String, Object> chosen = new LinkedHashMap<>(fixed.values());
        for (String name : inDecisionOrder()) {
            Dimension dimension = dimension(name);
            if (dimension.condition().holds(chosen)) {
                chosen.put(name, dimension.at(quantile.applyAsDouble(name)));
            }
        }
        Map<String, Object> asWritten = new LinkedHashMap<>();
        dimensions.keySet().stream().filter(chosen::containsKey).forEach(name -> asWritten.put(name, chosen.get(name)));
        return new Parameters(asWritten);
    }

    /** Why {@code parameters}, together with {@code fixed}, are not a point of this space; empty if they are. */
    public Optional<String> objectionTo(Parameters parameters, Parameters fixed) {
        Map<String, Object> all = parameters.orElse(fixed).values();
        for (Map.Entry<String, Object> entry : parameters.values().entrySet()) {
            Dimension dimension = dimensions.get(entry.getKey());
            if (dimension == null) {
                return Optional.of(entry.getKey() + ": not in the space");
            }
            if (!dimension.contains(entry.getValue())) {
                return Optional.of(entry.getKey() + ": expected " + dimension.describe() + ", got " + entry.getValue());
            }
        }
        for (Map.Entry<String, Dimension> entry : dimensions.entrySet()) {
            boolean active = entry.getValue().condition().holds(all);
            if (active != parameters.has(entry.getKey())) {
                return Optional.of(entry.getKey() + (active ? ": missing" : ": its condition does not hold"));
            }
        }
        return Optional.empty();
    }

    /** A point with the values as the space has them: 5.0 of a whole number is 5. */
    public Parameters asValues(Parameters point) {
        Map<String, Object> values = new LinkedHashMap<>(point.values());
        values.replaceAll(
                (name, value) -> dimensions.get(name) instanceof IntDimension && value instanceof Double number
                        ? IntDimension.value(number.longValue())
                        : value);
        return new Parameters(values);
    }

    /** The names, each after the names that its condition depends on. */
    public List<String> inDecisionOrder() {
        List<String> ordered = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(dimensions.keySet());
        while (!left.isEmpty()) {
            List<String> ready = left.stream()
                    .filter(name -> dimension(name).condition().allOf().keySet().stream()
                            .noneMatch(left::contains))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalArgumentException("conditions of " + left + " wait for one another");
            }
            ordered.addAll(ready);
            ready.forEach(left::remove);
        }
        return ordered;
    }

    private Dimension dimension(String name) {
        Dimension dimension = dimensions.get(name);
        if (dimension == null) {
            throw new IllegalArgumentException("no dimension " + name);
        }
        return dimension;
    }
}
