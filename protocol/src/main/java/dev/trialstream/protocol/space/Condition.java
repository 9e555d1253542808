package dev.trialstream.protocol.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition under which a dimension is active: every parameter named here is active and has one of the listed
 * values. Written {@code when: {optimizer: [momentum, nesterov]}}.
 */
public record Condition(@JsonValue Map<String, List<Object>> allOf) {
    private static final Condition ALWAYS = new Condition(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Condition {
        allOf = Collections.unmodifiableMap(new LinkedHashMap<>(allOf));
    }

    public static Condition always() {
        return ALWAYS;
    }

    public static Condition when(String parameter, Object... values) {
        return new Condition(Map.of(parameter, List.of(values)));
    }

    public boolean isAlways() {
        return allOf.isEmpty();
    }

    /** Whether it holds for the values chosen so far; an inactive parameter has no value and never matches. */
    public boolean holds(Map<String, Object> chosen) {
        return allOf.entrySet().stream().allMatch(term -> {
            Object value = chosen.get(term.getKey());
            return value != null && term.getValue().contains(value);
        });
    }
}
