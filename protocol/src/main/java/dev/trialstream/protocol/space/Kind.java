package dev.trialstream.protocol.space;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The kind of value of an expression in a {@link Constraint}. */
enum Kind {
    NUMBER("a number"),
    TEXT("a text"),
    TRUTH("a truth value"),
    /** A parameter with values of several kinds; it can only be tested for equality. */
    MIXED("values of several kinds");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    static Kind of(Dimension dimension) {
        if (dimension instanceof CategoricalDimension categorical) {
            return of(categorical.values());
        } else if (dimension instanceof OrdinalDimension ordinal) {
            return of(ordinal.values());
        }
        return of(List.of(dimension.at(0)));
    }

    static Kind of(Object value) {
        if (value instanceof Number) {
            return NUMBER;
        }
        return value instanceof Boolean ? TRUTH : TEXT;
    }

    private static Kind of(Collection<Object> values) {
        Set<Kind> kinds = values.stream().map(Kind::of).collect(Collectors.toSet());
        return kinds.size() == 1 ? kinds.iterator().next() : MIXED;
    }

    @Override
    public String toString() {
        return words;
    }
}
