package dev.trialstream.protocol.space;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code and} or {@code or}, by Kleene's tables.
 *
 * @param decisive the value of one side that decides the result: false for {@code and}, true for {@code or}
 */
record Connective(boolean decisive, Expression left, Expression right, int at) implements Expression {

    @Override
    public @Nullable Object value(Map<String, Object> parameters) {
        Object a = left.value(parameters);
        if (a instanceof Boolean truth && truth == decisive) {
            return decisive;
        }
        Object b = right.value(parameters);
        if (b instanceof Boolean truth && truth == decisive) {
            return decisive;
        }
        return (a == null || b == null) ? null : !decisive;
    }

    @Override
    public Kind kind(Map<String, Kind> names) {
        Binary.both(Kind.TRUTH, left.kind(names), right.kind(names), decisive ? "or" : "and", at);
        return Kind.TRUTH;
    }

    @Override
    public void addNames(Set<String> names) {
        left.addNames(names);
        right.addNames(names);
    }
}
