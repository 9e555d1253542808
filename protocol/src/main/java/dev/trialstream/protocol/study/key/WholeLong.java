package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/** 64-bit whole numbers from {@code least} to {@link Long#MAX_VALUE}. */
public record WholeLong(long least) implements KeyType<Long> {

    /** All of them. */
    public WholeLong() {
        this(Long.MIN_VALUE);
    }

    @Override
    public Long read(JsonNode node, String path) {
        BigInteger number = Whole.of(node).orElseThrow(() -> InvalidStudy.unexpected(path, expected(), node));
        if (!Whole.isWithin(number, least, Long.MAX_VALUE)) {
            throw InvalidStudy.unexpected(path, expected(), node);
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
        return Json.json()
                .createObjectNode()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", Long.MAX_VALUE);
    }

    @Override
    public String expected() {
        return "a whole number from " + least + " to " + Long.MAX_VALUE;
    }
}
