package dev.trialstream.training.plan;

/**
 * A hidden layer: weights and biases, then optional batch normalisation (which replaces the biases), then the
 * activation, then dropout.
 *
 * @param dropout probability of dropping an activation in training, 0 for none
 */
public record DenseLayer(
        int width, Activation activation, Initializer initializer, boolean batchNorm, double dropout) {}
