package dev.trialstream.training.engine;

/**
 * What an epoch of training came to.
 *
 * @param rows trained on
 * @param loss mean over the steps as the engine saw it, regularisation included; not finite where training diverged
 * @param learningRate of the last step
 * @param momentum of the last step, β₁ where the optimizer has that; not a number where it has neither
 * @param gradientNorm mean length of the gradient of all weights together, before anything is cut off it and without weight
 *     decay, over up to 16 steps evenly spaced
 * @param updateRatio mean over the same steps of the length of the step over that of the weights
 */
public record EpochStats(
        int rows, double loss, double learningRate, double momentum, double gradientNorm, double updateRatio) {}
