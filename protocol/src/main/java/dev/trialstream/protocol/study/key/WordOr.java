package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.study.InvalidStudy;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Numbers, some of which may be given as a word.
 *
 * @param words the numbers by their words
 * @param expected the values in words
 */
public record WordOr<T extends Number>(Map<String, T> words, KeyType<T> numbers, String expected)
        implements KeyType<T> {
    public WordOr {
        words = new TreeMap<>(words);
    }

    @Override
    public T read(JsonNode node, String path) {
        T value = node.isString() ? words.get(node.stringValue()) : null;
        if (value != null) {
            return value;
        }
        try {
            return numbers.read(node, path);
        } catch (InvalidStudy noNumber) {
            throw InvalidStudy.unexpected(path, expected, node);
        }
    }

    @Override
    public T recorded(JsonNode node) {
        T value = words.get(node.asString());
        return value == null ? numbers.recorded(node) : value;
    }

    @Override
    public JsonNode write(T value) {
        return numbers.write(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = numbers.schema();
        String type = schema.path("type").stringValue();
        schema.putArray("type").add(type).add("string");
        return schema.put("pattern", "^(" + String.join("|", words.keySet()) + ")$");
    }
}
