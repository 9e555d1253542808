package dev.trialstream.training.predict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer for one row.
 *
 * @param answer the most probable label, or the number in the target's own unit, as text
 * @param probabilities of each label, in the order of the labels; empty for a regression
 */
public record Prediction(String answer, Map<String, Double> probabilities) {
    public Prediction {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /**
     * The answer of a regression.
     *
     * @throws NumberFormatException if the answer is a label
     */
    public double number() {
        return Double.parseDouble(answer);
    }
}
