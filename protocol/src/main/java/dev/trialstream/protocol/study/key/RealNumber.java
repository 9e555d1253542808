package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finite numbers.
 *
 * @param unit in words, such as {@code in the unit of the metric}; empty for none
 */
public record RealNumber(Interval interval, String unit) implements KeyType<Double> {
    @Override
    public Double read(JsonNode node, String path) {
        if (!node.isNumber() || !interval.has(node.doubleValue())) {
            throw InvalidStudy.unexpected(path, expected(), node);
        }
        return node.doubleValue();
    }

    @Override
    public Double recorded(JsonNode node) {
        return node.asDouble();
    }

    @Override
    public JsonNode write(Double value) {
        return DoubleNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
        return Json.json()
                .createObjectNode()
                .put("type", "number")
                .put(interval.leastIncluded() ? "minimum" : "exclusiveMinimum", interval.least())
                .put(interval.mostIncluded() ? "maximum" : "exclusiveMaximum", interval.most());
    }

    @Override
    public String expected() {
        return "a number " + interval.describe() + (unit.isEmpty() ? "" : ", " + unit);
    }
}
