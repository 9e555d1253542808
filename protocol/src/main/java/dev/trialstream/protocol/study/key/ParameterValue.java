package dev.trialstream.protocol.study.key;

import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.study.InvalidStudy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of parameters: finite numbers, texts, true and false. */
public record ParameterValue() implements KeyType<Object> {
    /** Maximum number of characters of a text. */
    public static final int LONGEST = 1000;

    @Override
    public Object read(JsonNode value, String path) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return IntDimension.value(value.longValue());
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return value.doubleValue();
        }
        if (value.isString() && !value.stringValue().isBlank()) {
            int length = value.stringValue().length();
            if (length > LONGEST) {
                throw new InvalidStudy(path, "expected a text of at most " + LONGEST + " characters, got " + length);
            }
            return value.stringValue();
        }
        throw InvalidStudy.unexpected(path, expected(), value);
    }

    @Override
    public Object recorded(JsonNode node) {
        return Json.json().treeToValue(node, Object.class);
    }

    @Override
    public JsonNode write(Object value) {
        return Json.json().valueToTree(value);
    }

    @Override
    public ObjectNode schema() {
        return Json.json().createObjectNode().put("$ref", "names.json#/$defs/value");
    }

    @Override
    public String expected() {
        return "a number, a text, true or false";
    }
}
