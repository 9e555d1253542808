package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.space.IntDimension;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Converts the choices of a categorical parameter to values: numbers, booleans and texts; everything else becomes a
 * text.
 */
final class Choices {
    private Choices() {}

    /** In the same order, all different. */
    static List<Object> values(List<JsonNode> choices) {
        List<Object> values = new ArrayList<>();
        for (JsonNode choice : choices) {
            Object value = value(choice);
            values.add(values.contains(value) ? value + " (choice " + values.size() + ")" : value);
        }
        return values;
    }

    private static Object value(JsonNode choice) {
        if (choice.isBoolean()) {
            return choice.booleanValue();
        } else if (choice.isIntegralNumber() && choice.canConvertToLong()) {
            return IntDimension.value(choice.longValue());
        } else if (choice.isNumber() && Double.isFinite(choice.doubleValue())) {
            return choice.doubleValue();
        } else if (choice.isNull()) {
            return "None";
        }
        String text = choice.isString() ? choice.stringValue() : "";
        return text.isBlank() ? choice.toString() : text;
    }
}
