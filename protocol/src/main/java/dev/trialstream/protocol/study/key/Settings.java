package dev.trialstream.protocol.study.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trialstream.protocol.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values by key, in message form. A reader passes unknown keys on. Immutable. */
public final class Settings {
    private static final Settings NONE = new Settings(Json.json().createObjectNode());

    private final ObjectNode values;

    private Settings(ObjectNode values) {
        this.values = values;
    }

    public static Settings none() {
        return NONE;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Settings of(ObjectNode values) {
        return new Settings(values.deepCopy());
    }

    /** The components of a record, by their names in messages. */
    public static Settings of(Record values) {
        return new Settings(Json.json().valueToTree(values));
    }

    /** A copy with {@code value} for {@code key}. */
    public <T> Settings with(Key<T> key, T value) {
        ObjectNode more = values.deepCopy();
        more.set(key.name(), key.type().write(value));
        return new Settings(more);
    }

    /**
     * The value of {@code key}, or its default.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public <T> T get(Key<T> key) {
        return find(key)
                .or(key::byDefault)
                .orElseThrow(() -> new IllegalArgumentException("no " + key.name() + " in " + values));
    }

    /** The given value of {@code key}, without its default. */
    public <T> Optional<T> find(Key<T> key) {
        JsonNode value = values.get(key.name());
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(key.type().recorded(value));
    }

    /** All values as a record whose components have the names of the keys; missing ones are null, 0 or false. */
    public <R> R as(Class<R> type) {
        return Json.json().treeToValue(values, type);
    }

    /** A copy. */
    @JsonValue
    public ObjectNode json() {
        return values.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings it && values.equals(it.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
