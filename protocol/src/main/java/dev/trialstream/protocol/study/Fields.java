package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Durations;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one object that came from outside, read strictly: every complaint names the path, what was expected and what was
 * found, and a key that nobody asked for is refused.
 */
public final class Fields {
    private final JsonNode node;
    private final String path;
    private final Set<String> known = new TreeSet<>();

    /** @param path of the object, empty for a whole message */
    public Fields(JsonNode node, String path) {
        if (!node.isObject()) {
            String complaint = "expected keys with values, got " + shown(node);
            throw path.isEmpty() ? InvalidStudy.whole(complaint) : new InvalidStudy(path, complaint);
        }
        this.node = node;
        this.path = path;
    }

    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The value of {@code name}, or null where it is absent or null. */
    @Nullable
    public JsonNode optional(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public JsonNode required(String name, String expected) {
        JsonNode value = optional(name);
        if (value == null) {
            throw new InvalidStudy(pathOf(name), "expected " + expected + ", but it is missing");
        }
        return value;
    }

    /**
     * The value of {@code key}, or its default.
     *
     * @throws InvalidStudy where it is missing and has no default, or is no value of the key's type
     */
    public <T> T get(Key<T> key) {
        JsonNode value = optional(key.name());
        if (value == null && key.byDefault().isPresent()) {
            return key.requireOtherwise();
        }
        return key.type().read(required(key.name(), key.type().expected()), pathOf(key.name()));
    }

    /** The value of {@code key}; null where it is left out. */
    public <T> @Nullable T find(Key<T> key) {
        JsonNode value = optional(key.name());
        return value == null ? null : key.type().read(value, pathOf(key.name()));
    }

    /** {@code settings} with the value of {@code key}, or its default; the same where it has neither. */
    public <T> Settings into(Settings settings, Key<T> key) {
        if (key.required() || key.byDefault().isPresent()) {
            return settings.with(key, get(key));
        }
        T value = find(key);
        return value == null ? settings : settings.with(key, value);
    }

    /** Path of the object, empty for a whole message. */
    public String path() {
        return path;
    }

    @Nullable
    public Fields object(String name) {
        JsonNode value = optional(name);
        return value == null ? null : new Fields(value, pathOf(name));
    }

    public String text(String name, String expected) {
        return textOf(required(name, expected), pathOf(name), expected);
    }

    @Nullable
    public String textOrNull(String name, String expected) {
        JsonNode value = optional(name);
        return value == null ? null : textOf(value, pathOf(name), expected);
    }

    public String oneOf(String name, @Nullable String otherwise, List<String> allowed) {
        String expected = "one of " + String.join(", ", allowed);
        JsonNode value = optional(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        String text = textOf(required(name, expected), pathOf(name), expected);
        if (!allowed.contains(text)) {
            throw new InvalidStudy(pathOf(name), "expected " + expected + ", got " + text);
        }
        return text;
    }

    public double number(String name, String expected) {
        JsonNode value = required(name, expected);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new InvalidStudy(pathOf(name), "expected " + expected + ", got " + shown(value));
        }
        return value.doubleValue();
    }

    double number(String name, double otherwise, String expected) {
        return optional(name) == null ? otherwise : number(name, expected);
    }

    @Nullable
    Double numberOrNull(String name, String expected) {
        return optional(name) == null ? null : number(name, expected);
    }

    @Nullable
    Integer wholeOrNull(String name, int atLeast) {
        return optional(name) == null ? null : whole(name, atLeast);
    }

    int whole(String name, int otherwise, int atLeast) {
        return optional(name) == null ? otherwise : whole(name, atLeast);
    }

    public int whole(String name, int atLeast) {
        String expected = atLeast == Integer.MIN_VALUE ? "a whole number" : "a whole number of at least " + atLeast;
        JsonNode value = required(name, expected);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < atLeast) {
            throw new InvalidStudy(pathOf(name), "expected " + expected + ", got " + shown(value));
        }
        return value.intValue();
    }

    long seed(String name, long otherwise) {
        JsonNode value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidStudy(pathOf(name), "expected a whole number, got " + shown(value));
        }
        return value.longValue();
    }

    @Nullable
    public Duration durationOrNull(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            return null;
        }
        String text = value.isString() ? value.stringValue() : shown(value);
        return Durations.parse(text)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> new InvalidStudy(
                        pathOf(name), "expected a duration above zero such as 90s, 10m or 1h30m, got " + text));
    }

    /** The items of a list of at least one. */
    public List<JsonNode> list(String name, String expected) {
        JsonNode value = required(name, expected);
        if (!value.isArray() || value.isEmpty()) {
            throw new InvalidStudy(pathOf(name), "expected " + expected + ", got " + shown(value));
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    /** Names parts of the format that this version does not have yet, so that they are refused as such. */
    void notYet(String... names) {
        for (String name : names) {
            if (optional(name) != null) {
                throw new InvalidStudy(pathOf(name), "not supported yet; leave it out");
            }
        }
    }

    /** To be called last: refuses every key that was not asked for. */
    public void nothingElse() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new InvalidStudy(
                        pathOf(name),
                        "unknown key, expected " + (known.size() == 1 ? "" : "one of ") + String.join(", ", known));
            }
        }
    }

    /** All of it, as it is. */
    ObjectNode all() {
        known.addAll(node.propertyNames());
        return ((ObjectNode) node).deepCopy();
    }

    public Iterable<String> names() {
        known.addAll(node.propertyNames());
        return node.propertyNames();
    }

    static String shown(JsonNode value) {
        return InvalidStudy.shown(value);
    }

    private static String textOf(JsonNode value, String path, String expected) {
        if (value.isContainer() || value.asString().isBlank()) {
            throw new InvalidStudy(path, "expected " + expected + ", got " + shown(value));
        }
        return value.asString();
    }
}
