package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One key of a study file, described once. Parsing, validation, the JSON Schema and the table in the documentation
 * use it.
 *
 * <pre>{@code
 * static final Key<Integer> MIN = Key.whole("min", 1, 100_000).otherwise(1).help("Epochs at the first rung.");
 * }</pre>
 *
 * @param otherwise the default; null if it has none
 * @param required whether it must be given
 * @param help one sentence
 */
public record Key<T>(String name, KeyType<T> type, @Nullable T otherwise, boolean required, String help) {

    public static <T> Key<T> of(String name, KeyType<T> type) {
        return new Key<>(name, type, null, false, "");
    }

    /** A whole number, both ends included. */
    public static Key<Integer> whole(String name, int least, int most) {
        return of(name, new WholeNumber(least, most));
    }

    public static Key<Double> number(String name, Interval interval) {
        return of(name, new RealNumber(interval, ""));
    }

    /** @param longest maximum number of characters */
    public static Key<String> text(String name, int longest, String expected) {
        return of(name, new Text(longest, expected));
    }

    public static Key<String> choice(String name, List<String> values) {
        return of(name, new Choice(values));
    }

    public static <E extends Enum<E>> Key<E> choice(String name, Class<E> type) {
        return of(name, new EnumChoice<>(type));
    }

    /** Nested keys, read as a record. */
    public static <T> Key<T> block(String name, Class<T> type, String example, List<Key<?>> keys) {
        return of(name, new Block<>(type, example, keys));
    }

    /** Path of a file or a folder. */
    public static Key<String> path(String name, String expected) {
        return text(name, 4096, expected);
    }

    /** A time span above zero. */
    public static Key<Duration> duration(String name, Duration longest) {
        return of(name, new TimeSpan(Duration.ofMillis(1), longest));
    }

    /** The same key with a default. */
    public Key<T> otherwise(T value) {
        return new Key<>(name, type, value, required, help);
    }

    /** The same key, but required. */
    public Key<T> needed() {
        return new Key<>(name, type, otherwise, true, help);
    }

    public Key<T> help(String sentence) {
        return new Key<>(name, type, otherwise, required, sentence);
    }

    /** @throws IllegalStateException if the key has no default */
    public T requireOtherwise() {
        if (otherwise == null) {
            throw new IllegalStateException("key " + name + " has no default");
        }
        return Objects.requireNonNull(otherwise);
    }

    public Optional<T> byDefault() {
        return Optional.ofNullable(otherwise);
    }

    /** A JSON Schema of its values, with description and default. */
    public ObjectNode schema() {
        ObjectNode schema = Json.json().createObjectNode().put("description", help);
        schema.setAll(type.schema());
        byDefault().map(type::write).ifPresent((JsonNode value) -> schema.set("default", value));
        return schema;
    }
}
