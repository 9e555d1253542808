package dev.trialstream.worker.engine;

/**
 * What an epoch of training came to.
 *
 * @param rows trained on
 * @param loss mean over the steps as the engine saw it, regularisation included; not finite where training diverged
 */
public record EpochStats(int rows, double loss) {}
