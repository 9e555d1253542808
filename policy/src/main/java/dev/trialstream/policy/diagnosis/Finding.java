package dev.trialstream.policy.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that is wrong.
 *
 * @param name of what it is, such as {@code over_fitting}
 * @param numbers that show it, by name; all finite
 * @param words that say what was found
 * @param advice what to try
 */
public record Finding(String name, Map<String, Double> numbers, String words, String advice) {
    public Finding {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
}
