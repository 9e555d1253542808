package dev.trialstream.training.plan;

import dev.trialstream.protocol.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A training run without an engine: all that has to be known to carry it out on prepared data.
 *
 * @param classWeights null where every row counts alike
 * @param weightDecay λ of the weights, constant through training; biases and normalisation parameters never decay
 * @param batchSize rows a step
 * @param stepsPerEpoch steps that make a pass over the training rows
 * @param epochs passes over the training rows
 * @param seed of initial weights, batches and dropout
 */
public record Plan(
        Network network,
        Loss loss,
        @Nullable ClassWeights classWeights,
        Optimizer optimizer,
        Rate rate,
        Clipping clipping,
        double weightDecay,
        int batchSize,
        int stepsPerEpoch,
        int epochs,
        long seed) {

    /** The highest learning rate. */
    public double learningRate() {
        return rate.top();
    }

    /** A hash of what the numbers of a checkpoint mean: everything but seed and epochs, in hexadecimal. */
    public String fingerprint() {
        Plan meaning = new Plan(
                network, loss, classWeights, optimizer, rate, clipping, weightDecay, batchSize, stepsPerEpoch, 0, 0);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(Json.json().writeValueAsBytes(meaning));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
