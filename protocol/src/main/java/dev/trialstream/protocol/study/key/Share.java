package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.study.InvalidStudy;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shares of at least 0 and below 1, as a number or a percentage: {@code 0.05} and {@code 5%}.
 *
 * @param expected the values in words
 */
public record Share(String expected) implements KeyType<Double> {
    private static final String TEXT = " *[0-9]{1,20}(\\.[0-9]{1,20})? *%? *";

    @Override
    public Double read(JsonNode node, String path) {
        double share = node.isNumber() ? node.doubleValue() : node.isString() ? of(node.stringValue()) : Double.NaN;
        if (!(share >= 0 && share < 1)) {
            throw InvalidStudy.unexpected(path, expected, node);
        }
        return share;
    }

    private static double of(String text) {
        if (!Pattern.matches(TEXT, text)) {
            return Double.NaN;
        }
        String number = text.replace("%", "").strip();
        return text.contains("%") ? Double.parseDouble(number) / 100 : Double.parseDouble(number);
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
        ObjectNode schema = Json.json().createObjectNode();
        schema.putArray("type").add("number").add("string");
        return schema.put("minimum", 0).put("exclusiveMaximum", 1).put("pattern", "^" + TEXT + "$");
    }
}
