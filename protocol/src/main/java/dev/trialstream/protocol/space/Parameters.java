package dev.trialstream.protocol.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A hyperparameter configuration: names to values, in the order of the space. A value is a {@link Double}, an
 * {@link Integer}, a {@link Long} where that is too small, a {@link String} or a {@link Boolean}.
 */
public record Parameters(@JsonValue Map<String, Object> values) {
    private static final Parameters NONE = new Parameters(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Parameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Parameters none() {
        return NONE;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Optional<Object> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** These parameters, completed by {@code defaults}. */
    public Parameters orElse(Parameters defaults) {
        Map<String, Object> merged = new LinkedHashMap<>(defaults.values);
        merged.putAll(values);
        return new Parameters(merged);
    }

    /** @throws IllegalArgumentException if the value is missing or no number */
    public double number(String name) {
        return require(name, Number.class).doubleValue();
    }

    /** @throws IllegalArgumentException if the value is missing or no number */
    public int integer(String name) {
        return require(name, Number.class).intValue();
    }

    /** @throws IllegalArgumentException if the value is missing or no text */
    public String text(String name) {
        return require(name, String.class);
    }

    /** @throws IllegalArgumentException if the value is missing or not true or false */
    public boolean flag(String name) {
        return require(name, Boolean.class);
    }

    private <T> T require(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("parameter " + name + ": expected a "
                    + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ", got " + value);
        }
        return type.cast(value);
    }
}
