package dev.trialstream.training.plan;

/**
 * Clipping of the batch's mean gradient, without weight decay, before the optimizer. By value first, then by norm.
 *
 * @param norm maximum norm of the gradient of all weights together, which is scaled down to it (Pascanu et al. 2013);
 *     0: none
 * @param value each number of it is kept between −value and value; 0: no limit
 */
public record Clipping(double norm, double value) {
    public static final Clipping NONE = new Clipping(0, 0);
}
