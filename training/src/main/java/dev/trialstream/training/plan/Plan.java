package dev.trialstream.training.plan;

import dev.trialstream.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
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
    /** Properties of an {@link Initializer}, in the order that {@link #fingerprint} has. */
    private static final Pattern INITIALIZER = Pattern.compile("(\"orthogonal\":\\w+),(\"uniform\":\\w+)");

    /** The highest learning rate. */
    public double learningRate() {
        return rate.top();
    }

    /** A hash of what the numbers of a checkpoint mean: everything but seed and epochs, in hexadecimal. */
    public String fingerprint() {
        return hash(meaning());
    }

    /**
     * Whether a checkpoint with this fingerprint is of this plan. Earlier versions wrote the two properties of an initializer
     * in the order in which the Java virtual machine listed its methods, which differs from process to process.
     */
    public boolean hasFingerprint(String fingerprint) {
        String meaning = meaning();
        return fingerprint.equals(hash(meaning))
                || fingerprint.equals(hash(INITIALIZER.matcher(meaning).replaceAll("$2,$1")));
    }

    private String meaning() {
        Plan meaning = new Plan(
                network, loss, classWeights, optimizer, rate, clipping, weightDecay, batchSize, stepsPerEpoch, 0, 0);
        return Json.json().writeValueAsString(meaning);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
