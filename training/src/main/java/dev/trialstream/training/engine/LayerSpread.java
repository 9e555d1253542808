package dev.trialstream.training.engine;

/**
 * What goes through a hidden layer of a network before it is trained.
 *
 * @param activation standard deviation of what the layer gives, over rows and units
 * @param gradient root mean square of the loss's gradient by the layer's weights
 * @param weight root mean square of its weights
 * @param usual what that would be of the initialiser that suits its activation
 */
public record LayerSpread(double activation, double gradient, double weight, double usual) {}
