package dev.trialstream.worker.plan;

import dev.trialstream.protocol.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A training run without an engine: all that has to be known to carry it out on prepared data.
 *
 * @param weightDecay λ of the weights; biases and normalisation parameters never decay
 * @param batchSize rows a step
 * @param epochs passes over the training rows
 * @param seed of initial weights, batches and dropout
 */
public record Plan(
        Network network,
        Loss loss,
        Optimizer optimizer,
        double learningRate,
        double weightDecay,
        int batchSize,
        int epochs,
        long seed) {

    /** A hash of what the numbers of a checkpoint mean: everything but seed and epochs, in hexadecimal. */
    public String fingerprint() {
        Plan meaning = new Plan(network, loss, optimizer, learningRate, weightDecay, batchSize, 0, 0);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(Json.json().writeValueAsBytes(meaning));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
