package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of short texts; a number counts as its text.
 *
 * @param most items at most; one at least
 * @param longest maximum number of characters of an item
 * @param expected the list in words
 */
public record Texts(int most, int longest, String expected) implements KeyType<List<String>> {
    @Override
    public List<String> read(JsonNode node, String path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : new Items(path, 1, most, expected).of(node, path)) {
            if (!item.isString() && !item.isNumber()) {
                throw InvalidStudy.unexpected(path, expected, item);
            }
            texts.add(item().read(item, path));
        }
        return List.copyOf(texts);
    }

    @Override
    public List<String> recorded(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asString()));
        return List.copyOf(texts);
    }

    @Override
    public JsonNode write(List<String> value) {
        return Json.json().valueToTree(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.json()
                .createObjectNode()
                .put("type", "array")
                .put("minItems", 1)
                .put("maxItems", most);
        ObjectNode items = item().schema();
        items.remove("type");
        items.putArray("type").add("string").add("number");
        schema.set("items", items);
        return schema;
    }

    private Text item() {
        return new Text(longest, expected);
    }
}
