package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/** 64-bit whole numbers, for seeds. */
public record WholeLong() implements KeyType<Long> {
    @Override
    public Long read(JsonNode node, String path) {
        BigInteger number = Whole.of(node).orElseThrow(() -> InvalidStudy.unexpected(path, expected(), node));
        if (!Whole.isWithin(number, Long.MIN_VALUE, Long.MAX_VALUE)) {
            throw InvalidStudy.unexpected(
                    path, "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, node);
        }
        return number.longValueExact();
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
