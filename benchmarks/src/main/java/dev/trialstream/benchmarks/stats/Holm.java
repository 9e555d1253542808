package dev.trialstream.benchmarks.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several comparisons at once (Holm 1979). */
public final class Holm {
    private Holm() {}

    /** The k-th smallest of m is multiplied by m − k + 1, is never smaller than the one before, and is at most 1. */
    public static Map<String, Double> adjusted(Map<String, Double> ps) {
        List<Map.Entry<String, Double>> sorted = new ArrayList<>(ps.entrySet());
        sorted.sort(Map.Entry.comparingByValue());
        Map<String, Double> adjusted = new LinkedHashMap<>();
        double before = 0;
        for (int i = 0; i < sorted.size(); i++) {
            before = Math.max(before, Math.min(1, sorted.get(i).getValue() * (sorted.size() - i)));
            adjusted.put(sorted.get(i).getKey(), before);
        }
        return adjusted;
    }
}
