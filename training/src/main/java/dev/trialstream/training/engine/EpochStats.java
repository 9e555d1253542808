package dev.trialstream.training.engine;

/**
 * Statistics of a training epoch.
 *
 * @param rows trained on
 * @param loss mean over the steps, as computed by the engine, including regularisation; not finite if training diverged
 * @param learningRate of the last step
 * @param momentum of the last step, or β₁ if the optimizer has that; NaN if it has neither
 * @param gradientNorm mean norm of the gradient of all weights together, before clipping and without weight decay, over
 *     up to 16 evenly spaced steps
 * @param updateRatio norm of the step divided by that of the weights, mean over the same steps
 */
public record EpochStats(
        int rows, double loss, double learningRate, double momentum, double gradientNorm, double updateRatio) {}
