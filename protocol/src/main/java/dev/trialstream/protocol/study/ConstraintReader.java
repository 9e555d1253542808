package dev.trialstream.protocol.study;

import dev.trialstream.protocol.space.Constraint;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import dev.trialstream.protocol.study.key.Items;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads {@code constraints} and checks them against the parameters; errors name a constraint by its index. */
public final class ConstraintReader {
    static final Items LIST = new Items("constraints", 0, 50, "a list of texts such as [\"units * layers <= 1024\"]");

    private ConstraintReader() {}

    static List<Constraint> constraints(Fields parent) {
        List<Constraint> constraints = new ArrayList<>();
        for (JsonNode item : parent.items(LIST)) {
            constraints.add(constraint(item, field(constraints.size())));
        }
        return constraints;
    }

    private static Constraint constraint(JsonNode item, String field) {
        if (!item.isString()) {
            throw InvalidStudy.unexpected(field, "a text such as \"units <= 64\"", item);
        }
        try {
            return Constraint.of(item.stringValue());
        } catch (IllegalArgumentException e) {
            throw new InvalidStudy(field, String.valueOf(e.getMessage()));
        }
    }

    /** @throws InvalidStudy if one cannot be evaluated over {@code space} and {@code fixed}, or never holds */
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
