package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.service.InheritedEnvironment;
import dev.trialstream.protocol.study.key.Items;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import dev.trialstream.protocol.study.key.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one object from outside, read strictly. Every error names the path, what was expected and what was
 * found. An unknown key is refused.
 */
public final class Fields {
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_ITEMS = 1000;

    private final JsonNode node;
    private final String path;
    private final Set<String> known = new TreeSet<>();

    /** @param path of the object; empty for a whole message */
    public Fields(JsonNode node, String path) {
        if (!node.isObject()) {
            String complaint = "expected keys with values, got " + InvalidStudy.shown(node);
            throw path.isEmpty() ? InvalidStudy.whole(complaint) : new InvalidStudy(path, complaint);
        }
        this.node = node;
        this.path = path;
    }

    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The value of {@code name}, or null if it is absent or null. */
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
     * @throws InvalidStudy if it is missing and has no default, or has the wrong type
     */
    public <T> T get(Key<T> key) {
        JsonNode value = optional(key.name());
        if (value == null && key.byDefault().isPresent()) {
            return key.requireOtherwise();
        }
        return key.type().read(required(key.name(), key.type().expected()), pathOf(key.name()));
    }

    /** The value of {@code key}; null if it is left out. */
    public <T> @Nullable T find(Key<T> key) {
        JsonNode value = optional(key.name());
        return value == null ? null : key.type().read(value, pathOf(key.name()));
    }

    /** {@code settings} with the value of {@code key}, or its default; unchanged if it has neither. */
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

    /**
     * The object {@code name}; null if it is left out.
     *
     * @param naming its key that may stand for all of it: {@code asha} is {@code {rule: asha}}
     */
    @Nullable
    public Fields object(String name, String naming) {
        JsonNode value = optional(name);
        return value == null ? null : named(value, pathOf(name), naming);
    }

    /** The fields of an object, for which the value of its key {@code naming} may stand. */
    public static Fields named(JsonNode value, String path, String naming) {
        return new Fields(value.isString() ? Json.json().createObjectNode().set(naming, value) : value, path);
    }

    /** The items of a list; none if it is left out. */
    public List<JsonNode> items(Items list) {
        JsonNode value = optional(list.name());
        return value == null ? List.of() : list.of(value, pathOf(list.name()));
    }

    /** The values of {@code keys}, with their defaults; refuses other keys. */
    public Settings read(List<Key<?>> keys) {
        Settings settings = Settings.none();
        for (Key<?> key : keys) {
            settings = into(settings, key);
        }
        nothingElse();
        return settings;
    }

    /** The given values of {@code keys}, without defaults; refuses other keys. */
    public Settings said(List<Key<?>> keys) {
        Settings settings = Settings.none();
        for (Key<?> key : keys) {
            settings = said(settings, key);
        }
        nothingElse();
        return settings;
    }

    private <T> Settings said(Settings settings, Key<T> key) {
        T value = find(key);
        return value == null ? settings : settings.with(key, value);
    }

    public String text(String name, String expected) {
        return new Text(LONGEST_TEXT, expected).read(required(name, expected), pathOf(name));
    }

    @Nullable
    public String textOrNull(String name, String expected) {
        return optional(name) == null ? null : text(name, expected);
    }

    public String oneOf(String name, @Nullable String otherwise, List<String> allowed) {
        Key<String> choice = Key.choice(name, allowed);
        return get(otherwise == null ? choice : choice.otherwise(otherwise));
    }

    public double number(String name, String expected) {
        JsonNode value = required(name, expected);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw InvalidStudy.unexpected(pathOf(name), expected, value);
        }
        return value.doubleValue();
    }

    public int whole(String name, int atLeast) {
        return get(Key.whole(name, atLeast, Integer.MAX_VALUE));
    }

    @Nullable
    public Duration durationOrNull(String name) {
        return find(Key.duration(name, Budget.LONGEST));
    }

    /** The items of a list of at least one. */
    public List<JsonNode> list(String name, String expected) {
        return new Items(name, 1, MOST_ITEMS, expected).of(required(name, expected), pathOf(name));
    }

    /** Names of environment variables, or their beginnings with a star; none if the key is left out. */
    public List<String> inherited(String name) {
        if (optional(name) == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode item : list(name, "names of variables")) {
            if (!item.isString()
                    || !InheritedEnvironment.NAME.matcher(item.stringValue()).matches()) {
                throw new InvalidStudy(
                        pathOf(name), "expected names of variables such as AWS_PROFILE or WANDB_*, got " + item);
            }
            names.add(item.stringValue());
        }
        return names;
    }

    /** Refuses keys of the format that this version does not support yet, as such. */
    void notYet(String... names) {
        for (String name : names) {
            if (optional(name) != null) {
                throw new InvalidStudy(pathOf(name), "not supported yet; leave it out");
            }
        }
    }

    /** Refuses every key that has not been read. Must be called last. */
    public void nothingElse() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new InvalidStudy(
                        pathOf(name),
                        "unknown key, expected " + (known.size() == 1 ? "" : "one of ") + String.join(", ", known));
            }
        }
    }

    /** How many keys there are. */
    public int size() {
        return node.size();
    }

    /** The whole object, unchanged. */
    ObjectNode all() {
        known.addAll(node.propertyNames());
        return ((ObjectNode) node).deepCopy();
    }

    public Iterable<String> names() {
        known.addAll(node.propertyNames());
        return node.propertyNames();
    }
}
