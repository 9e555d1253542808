package dev.trialstream.protocol.space;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of a constraint. An undefined value, such as that of a division by zero, is null, and so is
 * everything computed from it. {@code and} and {@code or} are Kleene's: one side can decide the result.
 */
sealed interface Expression
        permits Expression.Literal,
                Expression.Name,
                Expression.Minus,
                Expression.Not,
                Arithmetic,
                Comparison,
                Connective {

    /** The value for parameters that contain every name of {@link #addNames}. */
    @Nullable
    Object value(Map<String, Object> parameters);

    /**
     * The kind of its value.
     *
     * @param names kinds of the known parameters
     * @throws IllegalArgumentException if a name is unknown or kinds do not fit together
     */
    Kind kind(Map<String, Kind> names);

    void addNames(Set<String> names);

    record Literal(Object constant) implements Expression {
        @Override
        public Object value(Map<String, Object> parameters) {
            return constant;
        }

        @Override
        public Kind kind(Map<String, Kind> names) {
            return Kind.of(constant);
        }

        @Override
        public void addNames(Set<String> names) {}
    }

    record Name(String name, int at) implements Expression {
        @Override
        public @Nullable Object value(Map<String, Object> parameters) {
            return parameters.get(name);
        }

        @Override
        public Kind kind(Map<String, Kind> names) {
            Kind kind = names.get(name);
            if (kind == null) {
                throw new IllegalArgumentException("at character " + at + ": expected a parameter of space or fixed ("
                        + String.join(", ", names.keySet()) + "), got " + name);
            }
            return kind;
        }

        @Override
        public void addNames(Set<String> names) {
            names.add(name);
        }
    }

    record Minus(Expression of, int at) implements Expression {
        @Override
        public @Nullable Object value(Map<String, Object> parameters) {
            return of.value(parameters) instanceof Number number ? -number.doubleValue() : null;
        }

        @Override
        public Kind kind(Map<String, Kind> names) {
            return only(Kind.NUMBER, of.kind(names), "-", at);
        }

        @Override
        public void addNames(Set<String> names) {
            of.addNames(names);
        }
    }

    record Not(Expression of, int at) implements Expression {
        @Override
        public @Nullable Object value(Map<String, Object> parameters) {
            return of.value(parameters) instanceof Boolean truth ? !truth : null;
        }

        @Override
        public Kind kind(Map<String, Kind> names) {
            return only(Kind.TRUTH, of.kind(names), "not", at);
        }

        @Override
        public void addNames(Set<String> names) {
            of.addNames(names);
        }
    }

    private static Kind only(Kind expected, Kind got, String operator, int at) {
        if (got != expected) {
            throw new IllegalArgumentException(
                    "at character " + at + ": expected " + expected + " after " + operator + ", got " + got);
        }
        return expected;
    }
}
