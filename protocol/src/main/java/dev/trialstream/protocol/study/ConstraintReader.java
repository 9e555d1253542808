package dev.trialstream.protocol.study;

import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads {@code constraints} and holds them against what they constrain; complaints name the one by its place. */
public final class ConstraintReader {
    static final int MOST = 50;
    private static final String EXPECTED = "a list of texts such as [\"units * layers <= 1024\"]";

    private ConstraintReader() {}

    static List<Constraint> constraints(Fields parent) {
        JsonNode node = parent.optional("constraints");
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new InvalidStudy("constraints", "expected " + EXPECTED + ", got " + Fields.shown(node));
        }
        if (node.size() > MOST) {
            throw new InvalidStudy("constraints", "expected at most " + MOST + ", got " + node.size());
        }
        List<Constraint> constraints = new ArrayList<>();
        for (JsonNode item : node) {
            constraints.add(constraint(item, field(constraints.size())));
        }
        return constraints;
    }

    private static Constraint constraint(JsonNode item, String field) {
        if (!item.isString()) {
            throw new InvalidStudy(field, "expected a text such as \"units <= 64\", got " + Fields.shown(item));
        }
        try {
            return Constraint.of(item.stringValue());
        } catch (IllegalArgumentException e) {
            throw new InvalidStudy(field, String.valueOf(e.getMessage()));
        }
    }

    /** @throws InvalidStudy where one cannot be judged over {@code space} and {@code fixed}, or never holds */
    public static void check(List<Constraint> constraints, SearchSpace space, Parameters fixed) {
        for (int i = 0; i < constraints.size(); i++) {
            try {
                constraints.get(i).check(space, fixed);
            } catch (IllegalArgumentException e) {
                throw new InvalidStudy(field(i), String.valueOf(e.getMessage()));
            }
        }
    }

    private static String field(int index) {
        return "constraints[" + index + "]";
    }
}
