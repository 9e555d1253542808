package dev.trialstream.cli.exchange.optuna;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The distribution of a parameter: {@code optuna/distributions.py}. */
sealed interface Distribution {
    /** Python's JSON, with {@code NaN} and {@code Infinity}. */
    JsonMapper PYTHON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    /** A real number, both ends included. {@code step} counts from {@code low}; null: any number. */
    record Real(
            double low, double high, boolean log, @Nullable Double step) implements Distribution {}

    /** A whole number, both ends included. */
    record Whole(long low, long high, boolean log, long step) implements Distribution {}

    /** One of several values of any JSON type. */
    record Choice(List<JsonNode> choices) implements Distribution {}

    /** {@code check_distribution_compatibility}: ranges may change from trial to trial, kinds and choices may not. */
    default boolean isLike(Distribution other) {
        return this instanceof Choice ? equals(other) : getClass() == other.getClass();
    }

    /**
     * Reads the output of {@code distribution_to_json}, with the names of Optuna 3 and earlier ones.
     *
     * @throws IllegalArgumentException if the text is no distribution
     */
    static Distribution read(String json) {
        try {
            JsonNode node = PYTHON.readTree(json);
            return of(node.path("name").asString(""), node.path("attributes"));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a distribution that is not JSON: " + json);
        }
    }

    private static Distribution of(String name, JsonNode attributes) {
        boolean log = attributes.path("log").asBoolean(false);
        return switch (name) {
            case "FloatDistribution" -> real(attributes, log, "step");
            case "UniformDistribution" -> real(attributes, false, "step");
            case "LogUniformDistribution" -> real(attributes, true, "step");
            case "DiscreteUniformDistribution" -> real(attributes, false, "q");
            case "IntDistribution" -> whole(attributes, log);
            case "IntUniformDistribution" -> whole(attributes, false);
            case "IntLogUniformDistribution" -> whole(attributes, true);
            case "CategoricalDistribution" -> choice(attributes);
            default -> throw new IllegalArgumentException("unknown distribution " + (name.isEmpty() ? "{}" : name));
        };
    }

    private static Distribution real(JsonNode attributes, boolean log, String step) {
        return new Real(
                number(attributes, "low"),
                number(attributes, "high"),
                log,
                attributes.path(step).isNumber() ? number(attributes, step) : null);
    }

    /** On a log scale Optuna's samplers ignore the step. */
    private static Distribution whole(JsonNode attributes, boolean log) {
        long step = log ? 1 : attributes.path("step").asLong(1);
        return new Whole((long) number(attributes, "low"), (long) number(attributes, "high"), log, Math.max(1, step));
    }

    private static Distribution choice(JsonNode attributes) {
        List<JsonNode> choices = new ArrayList<>();
        attributes.path("choices").forEach(choices::add);
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("a CategoricalDistribution without choices");
        }
        return new Choice(List.copyOf(choices));
    }

    private static double number(JsonNode attributes, String name) {
        JsonNode value = attributes.path(name);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("a distribution without " + name);
        }
        return value.doubleValue();
    }
}
