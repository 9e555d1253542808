package dev.trialstream.protocol.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A condition on parameters that every trial must satisfy, such as {@code units * layers <= 1024} or {@code optimizer
 * != "sgd" or momentum >= 0.5}. See {@link ConstraintParser} for the grammar. Two constraints with the same text are
 * equal; JSON and YAML contain the text.
 *
 * <p>A constraint that names an inactive parameter holds, because there is nothing to constrain. A constraint that
 * depends on an undefined value (a division by zero, or a number beyond the range of a double) does not hold.
 */
public final class Constraint {
    public static final int MOST_CHARACTERS = 1000;

    private final String text;
    private final Expression expression;
    private final Set<String> names = new LinkedHashSet<>();

    private Constraint(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
        expression.addNames(names);
    }

    /** @throws IllegalArgumentException with the position and what was expected there */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Constraint of(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_CHARACTERS + " characters, got " + text.length());
        }
        return new Constraint(text, ConstraintParser.parse(text));
    }

    /** The first violated constraint, or empty if all hold. */
    public static Optional<Constraint> firstViolated(List<Constraint> constraints, Parameters parameters) {
        return constraints.stream()
                .filter(constraint -> !constraint.holds(parameters))
                .findFirst();
    }

    /**
     * Checks it against the parameters.
     *
     * @throws IllegalArgumentException if it names an unknown parameter, mixes kinds of values, or concerns only fixed
     *     parameters and does not hold
     */
    public void check(SearchSpace space, Parameters fixed) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        space.dimensions().forEach((name, dimension) -> kinds.put(name, Kind.of(dimension)));
        fixed.values().forEach((name, value) -> kinds.put(name, Kind.of(value)));
        Kind kind = expression.kind(kinds);
        if (kind != Kind.TRUTH) {
            throw new IllegalArgumentException("expected a condition such as units <= 64, got " + kind);
        }
        if (fixed.values().keySet().containsAll(names) && !holds(fixed)) {
            throw new IllegalArgumentException("does not hold, and nothing in it is searched: " + text);
        }
    }

    /** @param parameters of a trial, including the fixed ones */
    public boolean holds(Parameters parameters) {
        return !parameters.values().keySet().containsAll(names)
                || Boolean.TRUE.equals(expression.value(parameters.values()));
    }

    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Constraint constraint && text.equals(constraint.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
