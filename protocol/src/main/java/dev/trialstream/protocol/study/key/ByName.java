package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A choice for each of several names, such as the columns of a table.
 *
 * @param type of the choices
 * @param most names at most
 * @param longest maximum number of characters of a name
 * @param example value, for error messages
 */
public record ByName<E extends Enum<E>>(Class<E> type, int most, int longest, String example)
        implements KeyType<Map<String, E>> {
    @Override
    public Map<String, E> read(JsonNode node, String path) {
        if (!node.isObject()) {
            throw InvalidStudy.unexpected(path, expected(), node);
        }
        if (node.size() > most) {
            throw new InvalidStudy(path, "expected at most " + most + " names, got " + node.size());
        }
        Map<String, E> chosen = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (entry.getKey().isBlank() || entry.getKey().length() > longest) {
                throw new InvalidStudy(path, "expected names of 1 to " + longest + " characters");
            }
            chosen.put(entry.getKey(), choice().read(entry.getValue(), path + "." + entry.getKey()));
        });
        return Collections.unmodifiableMap(chosen);
    }

    @Override
    public Map<String, E> recorded(JsonNode node) {
        Map<String, E> chosen = new LinkedHashMap<>();
        node.properties().forEach(entry -> chosen.put(entry.getKey(), choice().recorded(entry.getValue())));
        return Collections.unmodifiableMap(chosen);
    }

    @Override
    public JsonNode write(Map<String, E> value) {
        return Json.json().valueToTree(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.json().createObjectNode().put("type", "object").put("maxProperties", most);
        schema.putObject("propertyNames").put("minLength", 1).put("maxLength", longest);
        schema.set("additionalProperties", choice().schema());
        return schema;
    }

    @Override
    public String expected() {
        return "names with " + choice().expected() + ", such as " + example;
    }

    private EnumChoice<E> choice() {
        return new EnumChoice<>(type);
    }
}
