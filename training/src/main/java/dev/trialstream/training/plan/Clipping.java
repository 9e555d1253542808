package dev.trialstream.training.plan;

/**
 * What is cut off a gradient before the optimizer sees it, the mean over the batch and without weight decay. By value
 * first, then by norm.
 *
 * @param norm the gradient of all weights together is scaled down to this length where it is longer (Pascanu et al.
 *     2013); 0: never
 * @param value each number of it is kept between −value and value; 0: never
 */
public record Clipping(double norm, double value) {
    public static final Clipping NONE = new Clipping(0, 0);
}
