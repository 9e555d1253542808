package dev.trialstream.training.prepare;

import dev.trialstream.protocol.knob.Hyperparameters;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.training.plan.InputShape;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors, shifts and crops images.
 *
 * @param flip whether an image is mirrored left to right with probability 1/2
 * @param shift maximum share of each side by which an image is shifted, in whole pixels in either direction
 * @param crop maximum share of each side that is cut off before the rest is stretched linearly to full size
 */
record ImageAugmentation(InputShape.Image shape, boolean flip, double shift, double crop) implements Augmentation {
    private static final List<String> KNOBS = List.of("augment_flip", "augment_shift", "augment_crop");

    /**
     * The augmentation for the parameters; null: none.
     *
     * @throws IllegalArgumentException if the data are not images, or a knob does not accept its value
     */
    static @Nullable Augmentation of(Parameters parameters, InputShape shape) {
        KNOBS.forEach(name -> Recipe.check(name, parameters));
        Parameters knobs = parameters.orElse(Hyperparameters.MLP_DEFAULTS);
        boolean flip = knobs.flag("augment_flip");
        double shift = knobs.number("augment_shift");
        double crop = knobs.number("augment_crop");
        if (!flip && shift == 0 && crop == 0) {
            return null;
        }
        if (!(shape instanceof InputShape.Image image)) {
            String name = flip ? "augment_flip" : shift > 0 ? "augment_shift" : "augment_crop";
            throw new IllegalArgumentException(
                    "parameter " + name + ": only images are changed a little, expected " + (flip ? "false" : "0"));
        }
        return new ImageAugmentation(image, flip, shift, crop);
    }

    /** Always makes the same draws, so that two trials with one seed change the same images in the same way. */
    @Override
    public void apply(float[] features, int from, float[] into, Random random) {
        boolean mirrored = random.nextBoolean() && flip;
        int right = whole(random.nextDouble(), shape.width());
        int down = whole(random.nextDouble(), shape.height());
        double kept = 1 - crop * random.nextDouble();
        double left = random.nextDouble() * (1 - kept) * (shape.width() - 1);
        double top = random.nextDouble() * (1 - kept) * (shape.height() - 1);
        int plane = shape.height() * shape.width();
        for (int y = 0; y < shape.height(); y++) {
            double sourceY = clamp(top + kept * clamp(y - down, shape.height()), shape.height());
            for (int x = 0; x < shape.width(); x++) {
                int unmirrored = mirrored ? shape.width() - 1 - x : x;
                double sourceX = clamp(left + kept * clamp(unmirrored - right, shape.width()), shape.width());
                for (int channel = 0; channel < shape.channels(); channel++) {
                    into[channel * plane + y * shape.width() + x] =
                            between(features, from + channel * plane, sourceX, sourceY);
                }
            }
        }
    }

    /** From −shift to shift of the side; pixels from outside repeat the edge. */
    private int whole(double draw, int side) {
        return (int) Math.round((2 * draw - 1) * shift * side);
    }

    private static double clamp(double at, int side) {
        return Math.min(Math.max(at, 0), side - 1);
    }

    private float between(float[] features, int plane, double x, double y) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, shape.width() - 1);
        int bottom = Math.min(top + 1, shape.height() - 1);
        double a = x - left;
        double b = y - top;
        if (a == 0 && b == 0) {
            return features[plane + top * shape.width() + left];
        }
        double upper = (1 - a) * features[plane + top * shape.width() + left]
                + a * features[plane + top * shape.width() + right];
        double lower = (1 - a) * features[plane + bottom * shape.width() + left]
                + a * features[plane + bottom * shape.width() + right];
        return (float) ((1 - b) * upper + b * lower);
    }
}
