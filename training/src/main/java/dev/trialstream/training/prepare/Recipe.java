package dev.trialstream.training.prepare;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * The preparation that a trial's parameters ask for.
 *
 * @param reshaping of numeric columns before scaling
 * @param aim of an automatic choice
 * @param maxCategories maximum number of one-hot levels of each column
 * @param imageSize height and width that images are resized to; 0: unchanged
 */
public record Recipe(Scaling scaling, Reshaping reshaping, Aim aim, Fill fill, int maxCategories, int imageSize) {

    private static final List<String> KNOBS =
            List.of("scaling", "reshape", "reshape_aim", "missing", "max_categories", "image_size");

    /** The default recipe with this scaling. */
    public static Recipe scaled(Scaling scaling) {
        Recipe plain = of(Parameters.none());
        return new Recipe(scaling, plain.reshaping, plain.aim, plain.fill, plain.maxCategories, plain.imageSize);
    }

    /**
     * @param parameters of a trial; open ones take the defaults of their knobs
     * @throws IllegalArgumentException if a parameter has a value that its knob does not accept
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

    /** Checks a data parameter, because data are prepared before the plan checks all parameters against their knobs. */
    static void check(String name, Parameters parameters) {
        Dimension knob = Objects.requireNonNull(Hyperparameters.MLP.dimensions().get(name));
        parameters.get(name).filter(value -> !knob.contains(value)).ifPresent(value -> {
            throw new IllegalArgumentException(
                    "parameter " + name + ": expected " + knob.describe() + ", got " + value);
        });
    }

    /** Matched to the range of the first activation if it is {@code auto}. */
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
