package dev.trialstream.training.engine;

/**
 * Statistics of a hidden layer before training.
 *
 * @param activation standard deviation of the layer's output, over rows and units
 * @param gradient root mean square of the loss's gradient by the layer's weights
 * @param weight root mean square of its weights
 * @param usual the same for the initialiser that suits its activation
 */
public record LayerSpread(double activation, double gradient, double weight, double usual) {}
