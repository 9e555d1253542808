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
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Items;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.KeyType;
import dev.trialstream.protocol.study.key.ParameterValue;
import dev.trialstream.protocol.study.key.WholeLong;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code space}, {@code fixed} and {@code enqueue}. */
final class SpaceReader {
    /** Maximum number of parameters of a study. */
    static final int MOST_PARAMETERS = 256;

    /** Maximum number of values of a parameter. */
    private static final int MOST_VALUES = 1000;

    private static final KeyType<Object> VALUE = new ParameterValue();
    static final Items VALUES = new Items("values", 1, MOST_VALUES, "a list of values");
    private static final Key<Double> MIN =
            Key.number("min", Interval.any()).needed().help("Smallest value; above 0 on a logarithmic scale.");
    private static final Key<Double> MAX =
            Key.number("max", Interval.any()).needed().help("Largest value, above min.");
    private static final Key<Long> WHOLE_MIN = Key.of("min", new WholeLong())
            .needed()
            .help("Smallest value; more than half a step on a logarithmic scale.");
    private static final Key<Long> WHOLE_MAX =
            Key.of("max", new WholeLong()).needed().help("Largest value, above min.");
    private static final Key<Long> STEP =
            Key.of("step", new WholeLong(1)).otherwise(1L).help("Values are this far apart, from min.");
    private static final Key<Scale> SCALE = Key.choice("scale", Scale.class)
            .otherwise(Scale.LINEAR)
            .help("How values are spread: evenly, or evenly in their logarithm.");

    /** The keys of each type of dimension, besides {@code type}, {@code values} and {@code when}. */
    static final Map<String, List<Key<?>>> TYPES = types();

    private SpaceReader() {}

    private static Map<String, List<Key<?>>> types() {
        Map<String, List<Key<?>>> types = new LinkedHashMap<>();
        types.put("float", List.of(MIN, MAX, SCALE));
        types.put("int", List.of(WHOLE_MIN, WHOLE_MAX, STEP, SCALE));
        types.put("categorical", List.of());
        types.put("ordinal", List.of());
        types.put("boolean", List.of());
        return types;
    }

    private static void checkCount(Fields fields) {
        if (fields.size() > MOST_PARAMETERS) {
            throw new InvalidStudy(
                    fields.path(), "expected at most " + MOST_PARAMETERS + " parameters, got " + fields.size());
        }
    }

    static SearchSpace space(Fields fields, Parameters fixed) {
        checkCount(fields);
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
        checkCount(fields);
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : fields.names()) {
            checkName(fields, name);
            values.put(name, VALUE.read(fields.required(name, "a value"), fields.pathOf(name)));
        }
        return new Parameters(values);
    }

    private static void checkName(Fields fields, String name) {
        if (!Ids.isName(name)) {
            throw new InvalidStudy(fields.pathOf(name), "expected as name of a parameter " + Ids.NAMES);
        }
    }

    private static Dimension dimension(Fields fields) {
        String type = fields.get(Key.choice("type", List.copyOf(TYPES.keySet())));
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
        double min = fields.get(MIN);
        double max = fields.get(MAX);
        Scale scale = fields.get(SCALE);
        if (!(min < max)) {
            throw new InvalidStudy(fields.pathOf("max"), "expected a number above min (" + min + "), got " + max);
        }
        if (scale == Scale.LOG && min <= 0) {
            throw new InvalidStudy(fields.pathOf("min"), "expected a number above 0 on a log scale, got " + min);
        }
        return new FloatDimension(min, max, scale, when);
    }

    private static IntDimension whole(Fields fields, @Nullable Condition when) {
        long min = fields.get(WHOLE_MIN);
        long max = fields.get(WHOLE_MAX);
        long step = fields.get(STEP);
        Scale scale = fields.get(SCALE);
        if (min >= max) {
            throw new InvalidStudy(fields.pathOf("max"), "expected a whole number above min (" + min + "), got " + max);
        }
        if (Long.compareUnsigned(step, max - min) > 0) {
            throw new InvalidStudy(
                    fields.pathOf("step"),
                    "expected at most max - min (" + Long.toUnsignedString(max - min) + "), got " + step);
        }
        if (scale == Scale.LOG && min <= step / 2.0) {
            throw new InvalidStudy(
                    fields.pathOf("min"),
                    "expected more than half a step (" + step / 2.0 + ") on a log scale, got " + min);
        }
        return new IntDimension(min, max, step, scale, when);
    }

    private static List<Object> values(Fields fields) {
        fields.required(VALUES.name(), VALUES.expected());
        List<Object> values = new ArrayList<>();
        for (JsonNode item : fields.items(VALUES)) {
            values.add(VALUE.read(item, fields.pathOf(VALUES.name())));
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw new InvalidStudy(fields.pathOf(VALUES.name()), "expected different values, got " + values);
        }
        return values;
    }

    private static @Nullable Condition condition(Fields fields) {
        Fields when = fields.object("when");
        if (when == null) {
            return null;
        }
        Map<String, List<Object>> allOf = new LinkedHashMap<>();
        checkCount(when);
        for (String name : when.names()) {
            List<Object> accepted = new ArrayList<>();
            when.required(name, "a list of values of " + name);
            for (JsonNode item : when.items(new Items(name, 1, MOST_VALUES, "a list of values of " + name))) {
                accepted.add(VALUE.read(item, when.pathOf(name)));
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
}
