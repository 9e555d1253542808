package dev.trialstream.protocol.study;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Condition;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.Scale;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code space}, {@code fixed} and {@code enqueue}. */
final class SpaceReader {
    private SpaceReader() {}

    static SearchSpace space(Fields fields, Parameters fixed) {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        for (String name : fields.names()) {
            checkName(fields, name);
            if (fixed.has(name)) {
                throw new InvalidStudy(fields.pathOf(name), "is in fixed as well; expected it in one of the two");
            }
            Fields dimension = fields.object(name);
            if (dimension == null) {
                throw new InvalidStudy(
                        fields.pathOf(name), "expected a dimension such as {type: float, min: 0, max: 1}");
            }
            dimensions.put(name, dimension(dimension));
        }
        if (dimensions.isEmpty() && fixed.values().isEmpty()) {
            throw new InvalidStudy("space", "expected at least one dimension");
        }
        checkConditions(fields, dimensions, fixed);
        SearchSpace space = new SearchSpace(dimensions);
        try {
            space.inDecisionOrder();
        } catch (IllegalArgumentException cycle) {
            throw new InvalidStudy("space", cycle.getMessage() + "; expected conditions without a circle");
        }
        return space;
    }

    static Parameters parameters(Fields fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : fields.names()) {
            checkName(fields, name);
            values.put(name, scalar(fields.required(name, "a value"), fields.pathOf(name)));
        }
        return new Parameters(values);
    }

    private static void checkName(Fields fields, String name) {
        if (!Ids.isName(name)) {
            throw new InvalidStudy(fields.pathOf(name), "expected as name of a parameter " + Ids.NAMES);
        }
    }

    private static Dimension dimension(Fields fields) {
        String type = fields.oneOf("type", null, List.of("float", "int", "categorical", "ordinal", "boolean"));
        Condition when = condition(fields);
        Dimension dimension = switch (type) {
            case "float" -> floating(fields, when);
            case "int" -> whole(fields, when);
            case "categorical" -> new CategoricalDimension(values(fields), when);
            case "ordinal" -> new OrdinalDimension(values(fields), when);
            default -> new BooleanDimension(when);
        };
        fields.nothingElse();
        return dimension;
    }

    private static FloatDimension floating(Fields fields, @Nullable Condition when) {
        double min = fields.number("min", "a number");
        double max = fields.number("max", "a number");
        Scale scale = scale(fields);
        if (!(min < max)) {
            throw new InvalidStudy(fields.pathOf("max"), "expected a number above min (" + min + "), got " + max);
        }
        if (scale == Scale.LOG && min <= 0) {
            throw new InvalidStudy(fields.pathOf("min"), "expected a number above 0 on a log scale, got " + min);
        }
        return new FloatDimension(min, max, scale, when);
    }

    private static IntDimension whole(Fields fields, @Nullable Condition when) {
        int min = fields.whole("min", Integer.MIN_VALUE);
        int max = fields.whole("max", Integer.MIN_VALUE);
        Integer step = fields.wholeOrNull("step", 1);
        Scale scale = scale(fields);
        if (min >= max) {
            throw new InvalidStudy(fields.pathOf("max"), "expected a whole number above min (" + min + "), got " + max);
        }
        if (step != null && step > (long) max - min) {
            throw new InvalidStudy(
                    fields.pathOf("step"), "expected at most max - min (" + ((long) max - min) + "), got " + step);
        }
        int width = step == null ? 1 : step;
        if (scale == Scale.LOG && min <= width / 2.0) {
            throw new InvalidStudy(
                    fields.pathOf("min"),
                    "expected more than half a step (" + width / 2.0 + ") on a log scale, got " + min);
        }
        return new IntDimension(min, max, width, scale, when);
    }

    private static Scale scale(Fields fields) {
        return fields.oneOf("scale", "linear", List.of("linear", "log")).equals("log") ? Scale.LOG : Scale.LINEAR;
    }

    private static List<Object> values(Fields fields) {
        List<Object> values = new ArrayList<>();
        for (JsonNode item : fields.list("values", "a list of values")) {
            values.add(scalar(item, fields.pathOf("values")));
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw new InvalidStudy(fields.pathOf("values"), "expected different values, got " + values);
        }
        return values;
    }

    private static @Nullable Condition condition(Fields fields) {
        Fields when = fields.object("when");
        if (when == null) {
            return null;
        }
        Map<String, List<Object>> allOf = new LinkedHashMap<>();
        for (String name : when.names()) {
            List<Object> accepted = new ArrayList<>();
            for (JsonNode item : when.list(name, "a list of values of " + name)) {
                accepted.add(scalar(item, when.pathOf(name)));
            }
            allOf.put(name, accepted);
        }
        return new Condition(allOf);
    }

    private static void checkConditions(Fields fields, Map<String, Dimension> dimensions, Parameters fixed) {
        dimensions.forEach((name, dimension) -> dimension.condition().allOf().forEach((other, accepted) -> {
            String path = fields.pathOf(name) + ".when." + other;
            Dimension on = dimensions.get(other);
            if (on == null && !fixed.has(other)) {
                throw new InvalidStudy(path, "expected a parameter of space or fixed");
            }
            for (Object value : accepted) {
                if (on != null && !on.contains(value)) {
                    throw new InvalidStudy(path, "expected " + on.describe() + ", got " + value);
                }
            }
        }));
    }

    private static Object scalar(JsonNode value, String path) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return value.doubleValue();
        }
        if (value.isString() && !value.stringValue().isBlank()) {
            return value.stringValue();
        }
        throw new InvalidStudy(path, "expected a number, a text, true or false, got " + Fields.shown(value));
    }
}
