package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** One of several words. */
public record Choice(List<String> values) implements KeyType<String> {
    public Choice {
        values = List.copyOf(values);
    }

    @Override
    public String read(JsonNode node, String path) {
        if (node.isContainer() || node.asString().isBlank()) {
            throw InvalidStudy.unexpected(path, expected(), node);
        }
        if (!values.contains(node.asString())) {
            throw new InvalidStudy(path, "expected " + expected() + ", got " + InvalidStudy.shortened(node.asString()));
        }
        return node.asString();
    }

    @Override
    public String recorded(JsonNode node) {
        return node.asString();
    }

    @Override
    public JsonNode write(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.json().createObjectNode();
        values.forEach(schema.putArray("enum")::add);
        return schema;
    }

    @Override
    public String expected() {
        return "one of " + String.join(", ", values);
    }
}
