package dev.trialstream.cli.exchange.optuna;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds a trial from its parts. */
final class TrialBuilder {
    static final Comparator<OptunaStudy.Trial> BY_NUMBER = Comparator.comparingInt(OptunaStudy.Trial::number);

    private final int number;
    private OptunaStudy.State state = OptunaStudy.State.RUNNING;
    private final Map<String, OptunaStudy.Parameter> parameters = new LinkedHashMap<>();
    private final List<Double> values = new ArrayList<>();
    private final TreeMap<Integer, Double> intermediate = new TreeMap<>();
    private @Nullable LocalDateTime start;
    private @Nullable LocalDateTime end;
    private final Map<String, JsonNode> userAttributes = new TreeMap<>();
    private final Map<String, JsonNode> systemAttributes = new TreeMap<>();

    TrialBuilder(int number) {
        this.number = number;
    }

    OptunaStudy.State state() {
        return state;
    }

    TrialBuilder state(OptunaStudy.State now) {
        state = now;
        return this;
    }

    /** @param text with a space or a T between date and time; null: unknown */
    TrialBuilder start(@Nullable String text) {
        start = time(text);
        return this;
    }

    /** Like {@link #start}. */
    TrialBuilder end(@Nullable String text) {
        end = time(text);
        return this;
    }

    void parameter(String name, double internal, Distribution distribution) {
        parameters.put(name, new OptunaStudy.Parameter(distribution, internal));
    }

    Optional<Distribution> distribution(String name) {
        return Optional.ofNullable(parameters.get(name)).map(OptunaStudy.Parameter::distribution);
    }

    void value(double value) {
        values.add(value);
    }

    void values(List<Double> all) {
        values.clear();
        values.addAll(all);
    }

    void step(long step, double value) {
        intermediate.put(Math.toIntExact(step), value);
    }

    void userAttribute(String name, JsonNode value) {
        userAttributes.put(name, value);
    }

    void systemAttribute(String name, JsonNode value) {
        systemAttributes.put(name, value);
    }

    OptunaStudy.Trial build() {
        return new OptunaStudy.Trial(
                number,
                state,
                parameters,
                List.copyOf(values),
                intermediate,
                start,
                end,
                userAttributes,
                systemAttributes);
    }

    private static @Nullable LocalDateTime time(@Nullable String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a date and a time, got " + text);
        }
    }
}
