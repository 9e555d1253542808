package dev.trialstream.policy.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A diagnosed problem.
 *
 * @param name of the problem, such as {@code over_fitting}
 * @param numbers that show it, by name; all finite
 * @param words that describe it
 * @param advice a suggested remedy
 */
public record Finding(String name, Map<String, Double> numbers, String words, String advice) {
    public Finding {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
}
