package dev.trialstream.training.prepare;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * What a trial's parameters ask to be done to its data.
 *
 * @param reshaping of numeric columns before they are scaled
 * @param aim of it, where it is to choose
 * @param maxCategories that get a number of their own, of each column
 * @param imageSize lines and columns that images are brought to; 0: as they are
 */
public record Recipe(Scaling scaling, Reshaping reshaping, Aim aim, Fill fill, int maxCategories, int imageSize) {

    private static final List<String> KNOBS =
            List.of("scaling", "reshape", "reshape_aim", "missing", "max_categories", "image_size");

    /** What parameters that say nothing ask for, but for the scaling. */
    public static Recipe scaled(Scaling scaling) {
        Recipe plain = of(Parameters.none());
        return new Recipe(scaling, plain.reshaping, plain.aim, plain.fill, plain.maxCategories, plain.imageSize);
    }

    /**
     * @param parameters of a trial; what they leave open takes the default of its knob
     * @throws IllegalArgumentException where a parameter has a value that its knob does not take
     */
    public static Recipe of(Parameters parameters) {
        KNOBS.forEach(name -> check(name, parameters));
        Parameters knobs = parameters.orElse(Hyperparameters.MLP_DEFAULTS);
        return new Recipe(
                scaling(knobs),
                Reshaping.of(knobs.text("reshape")),
                Aim.of(knobs.text("reshape_aim")),
                Fill.of(knobs.text("missing")),
                knobs.integer("max_categories"),
                knobs.integer("image_size"));
    }

    /** A parameter of the data is looked at before the plan is, which holds all of them against their knobs. */
    static void check(String name, Parameters parameters) {
        Dimension knob = Objects.requireNonNull(Hyperparameters.MLP.dimensions().get(name));
        parameters.get(name).filter(value -> !knob.contains(value)).ifPresent(value -> {
            throw new IllegalArgumentException(
                    "parameter " + name + ": expected " + knob.describe() + ", got " + value);
        });
    }

    /** Matched to the range of the first activation where it is {@code auto}. */
    private static Scaling scaling(Parameters knobs) {
        String scaling = knobs.text("scaling");
        if (!scaling.equals("auto")) {
            return Scaling.of(scaling);
        }
        return switch (knobs.text("activation")) {
            case "sigmoid" -> Scaling.MIN_MAX;
            case "tanh" -> Scaling.MIN_MAX_SYMMETRIC;
            default -> Scaling.STANDARD;
        };
    }
}
