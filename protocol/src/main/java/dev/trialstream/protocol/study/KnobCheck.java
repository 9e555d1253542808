package dev.trialstream.protocol.study;

import dev.trialstream.protocol.knob.Knobs;
import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds what a study fixes and searches against the knobs that its trainer has. */
final class KnobCheck {
    private KnobCheck() {}

    /** @param space null where it is left open */
    static void check(Parameters fixed, @Nullable SearchSpace space) {
        check("fixed", fixed);
        if (space != null) {
            check(space);
        }
    }

    private static void check(SearchSpace space) {
        space.dimensions().forEach((name, dimension) -> {
            for (Object extreme : extremes(dimension)) {
                check("space." + name, name, extreme);
            }
        });
    }

    /** @param path of the field that they stand in */
    static void check(String path, Parameters fixed) {
        fixed.values().forEach((name, value) -> check(path + "." + name, name, value));
    }

    private static void check(String path, String name, Object value) {
        Dimension knob = Knobs.MLP.dimensions().get(name);
        if (knob == null) {
            throw new InvalidStudy(
                    path,
                    "the trainer has no such parameter, expected one of "
                            + String.join(", ", Knobs.MLP.dimensions().keySet()));
        }
        if (!knob.contains(value)) {
            throw new InvalidStudy(path, "expected " + knob.describe() + ", got " + value);
        }
    }

    private static List<Object> extremes(Dimension dimension) {
        if (dimension instanceof FloatDimension d) {
            return List.of(d.min(), d.max());
        } else if (dimension instanceof IntDimension d) {
            return List.of(d.min(), d.max());
        } else if (dimension instanceof CategoricalDimension d) {
            return d.values();
        } else if (dimension instanceof OrdinalDimension d) {
            return d.values();
        } else if (dimension instanceof BooleanDimension) {
            return List.of(true, false);
        }
        throw new IllegalStateException("unknown dimension " + dimension);
    }
}
