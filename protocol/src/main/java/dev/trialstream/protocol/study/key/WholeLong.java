package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/** 64-bit whole numbers, for seeds. */
public record WholeLong() implements KeyType<Long> {
    @Override
    public Long read(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw InvalidStudy.unexpected(path, expected(), node);
        }
        return node.longValue();
    }

    @Override
    public Long recorded(JsonNode node) {
        return node.asLong();
    }

    @Override
    public JsonNode write(Long value) {
        return LongNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
        return Json.json().createObjectNode().put("$ref", "names.json#/$defs/seed");
    }

    @Override
    public String expected() {
        return "a whole number";
    }
}
