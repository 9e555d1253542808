package dev.trialstream.protocol.space;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two numbers, or tests two values of one kind for equality. 32 equals 32.0. */
record Comparison(String operator, Expression left, Expression right, int at) implements Expression {

    @Override
    public @Nullable Object value(Map<String, Object> parameters) {
        Object a = left.value(parameters);
        Object b = right.value(parameters);
        if (a == null || b == null) {
            return null;
        }
        return (a instanceof Number x && b instanceof Number y)
                ? holds(x.doubleValue(), y.doubleValue())
                : a.equals(b) == operator.equals("==");
    }

    private boolean holds(double x, double y) {
        return switch (operator) {
            case "<" -> x < y;
            case "<=" -> x <= y;
            case ">" -> x > y;
            case ">=" -> x >= y;
            case "==" -> x == y;
            case "!=" -> x != y;
            default -> throw new IllegalStateException("no operator " + operator);
        };
    }

    @Override
    public Kind kind(Map<String, Kind> names) {
        Kind a = left.kind(names);
        Kind b = right.kind(names);
        if (!operator.equals("==") && !operator.equals("!=")) {
            Binary.both(Kind.NUMBER, a, b, operator, at);
        } else if (a != b && a != Kind.MIXED && b != Kind.MIXED) {
            throw Binary.objection("values of one kind on both sides of " + operator, a, b, at);
        }
        return Kind.TRUTH;
    }

    @Override
    public void addNames(Set<String> names) {
        left.addNames(names);
        right.addNames(names);
    }
}
