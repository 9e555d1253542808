package dev.trialstream.training.plan;

import dev.trialstream.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A training run without an engine: everything needed to execute it on prepared data.
 *
 * @param classWeights null if every row has the same weight
 * @param weightDecay λ of the weights, constant during training; biases and normalisation parameters never decay
 * @param batchSize rows per step
 * @param stepsPerEpoch steps per pass over the training rows
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
    /** Properties of an {@link Initializer}, in the order used by {@link #fingerprint}. */
    private static final Pattern INITIALIZER = Pattern.compile("(\"orthogonal\":\\w+),(\"uniform\":\\w+)");

    /** The highest learning rate. */
    public double learningRate() {
        return rate.top();
    }

    /**
     * A hash, in hexadecimal, of everything that gives the numbers of a checkpoint their meaning: all but seed and
     * epochs.
     */
    public String fingerprint() {
        return hash(meaning());
    }

    /**
     * Whether a checkpoint with this fingerprint belongs to this plan. Earlier versions wrote the two properties of an
     * initializer in the order in which the Java virtual machine listed its methods, which differs between processes.
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
