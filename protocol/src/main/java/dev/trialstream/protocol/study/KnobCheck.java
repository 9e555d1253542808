package dev.trialstream.protocol.study;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import dev.trialstream.protocol.space.OrdinalDimension;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.space.SearchSpace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a study's fixed and searched parameters against the knobs of its trainer. */
final class KnobCheck {
    private KnobCheck() {}

    /** @param space null if it is left open */
    static void check(TrainerSpec trainer, Parameters fixed, @Nullable SearchSpace space) {
        Hyperparameters knobs = Hyperparameters.of(trainer.requireModel());
        check(knobs, "fixed", fixed);
        Set<String> names = new LinkedHashSet<>(fixed.values().keySet());
        if (space != null) {
            check(knobs, space);
            names.addAll(space.dimensions().keySet());
        }
        checkTogether(knobs, "fixed", names);
    }

    private static void check(Hyperparameters knobs, SearchSpace space) {
        space.dimensions().forEach((name, dimension) -> {
            for (Object extreme : extremes(dimension)) {
                check(knobs, "space." + name, name, extreme);
            }
        });
    }

    /** @param path of the field that contains them */
    static void check(TrainerSpec trainer, String path, Parameters fixed) {
        Hyperparameters knobs = Hyperparameters.of(trainer.requireModel());
        check(knobs, path, fixed);
        checkTogether(knobs, path, fixed.values().keySet());
    }

    private static void check(Hyperparameters knobs, String path, Parameters fixed) {
        fixed.values().forEach((name, value) -> check(knobs, path + "." + name, name, value));
    }

    private static void checkTogether(Hyperparameters knobs, String path, Set<String> names) {
        knobs.objectionTo(names).map(objection -> objection.split(": ", 2)).ifPresent(parts -> {
            throw new InvalidStudy(path + "." + parts[0], parts[1]);
        });
    }

    private static void check(Hyperparameters knobs, String path, String name, Object value) {
        knobs.objectionTo(name, value).ifPresent(objection -> {
            throw new InvalidStudy(path, objection);
        });
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
