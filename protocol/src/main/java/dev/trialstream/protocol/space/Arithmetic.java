package dev.trialstream.protocol.space;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sum, difference, product or quotient, computed in doubles; a result that is not finite is no value. */
record Arithmetic(char operator, Expression left, Expression right, int at) implements Expression {

    @Override
    public @Nullable Object value(Map<String, Object> parameters) {
        if (left.value(parameters) instanceof Number a && right.value(parameters) instanceof Number b) {
            double result = reckon(a.doubleValue(), b.doubleValue());
            return Double.isFinite(result) ? result : null;
        }
        return null;
    }

    private double reckon(double a, double b) {
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            default -> throw new IllegalStateException("no operator " + operator);
        };
    }

    @Override
    public Kind kind(Map<String, Kind> names) {
        Binary.both(Kind.NUMBER, left.kind(names), right.kind(names), String.valueOf(operator), at);
        return Kind.NUMBER;
    }

    @Override
    public void addNames(Set<String> names) {
        left.addNames(names);
        right.addNames(names);
    }
}
