package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.Fields;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nested keys, read as one record whose components have the names of the keys.
 *
 * @param type the record
 * @param example value, for error messages
 */
public record Block<T>(Class<T> type, String example, List<Key<?>> keys) implements KeyType<T> {
    public Block {
        keys = List.copyOf(keys);
    }

    @Override
    public T read(JsonNode node, String path) {
        return new Fields(node, path).read(keys).as(type);
    }

    @Override
    public T recorded(JsonNode node) {
        return Json.json().treeToValue(node, type);
    }

    @Override
    public JsonNode write(T value) {
        return Json.json().valueToTree(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.json().createObjectNode().put("type", "object");
        List<String> required =
                keys.stream().filter(Key::required).map(Key::name).toList();
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        ObjectNode properties = schema.putObject("properties");
        keys.forEach(key -> properties.set(key.name(), key.schema()));
        return schema.put("additionalProperties", false);
    }

    @Override
    public String expected() {
        return "keys with values such as " + example;
    }
}
