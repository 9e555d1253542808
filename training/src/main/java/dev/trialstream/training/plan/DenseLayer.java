package dev.trialstream.training.plan;

/**
 * A hidden layer: weights and biases, then batch normalisation where wanted (which then takes the place of the biases),
 * then the activation, then dropout.
 *
 * @param dropout probability with which an activation is dropped in training, 0 for none
 */
public record DenseLayer(
        int width, Activation activation, Initializer initializer, boolean batchNorm, double dropout) {}
