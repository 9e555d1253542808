package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the constants of an enum, by their names in messages. */
public record EnumChoice<E extends Enum<E>>(Class<E> type) implements KeyType<E> {
    @Override
    public E read(JsonNode node, String path) {
        names().read(node, path);
        return recorded(node);
    }

    @Override
    public E recorded(JsonNode node) {
        return Json.json().treeToValue(node, type);
    }

    @Override
    public JsonNode write(E value) {
        return Json.json().valueToTree(value);
    }

    @Override
    public ObjectNode schema() {
        return names().schema();
    }

    @Override
    public String expected() {
        return names().expected();
    }

    private Choice names() {
        List<String> names = Stream.of(type.getEnumConstants())
                .map(constant -> write(constant).stringValue())
                .toList();
        return new Choice(names);
    }
}
