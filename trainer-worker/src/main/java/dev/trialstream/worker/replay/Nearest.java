package dev.trialstream.worker.replay;

import dev.trialstream.protocol.space.Parameters;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the recorded curve for a trial: the one named by its parameter {@code curve}, or else the one with the nearest
 * parameters, each measured relative to its recorded range; the first of equally near ones.
 */
final class Nearest {
    /** The parameter that names a curve. */
    static final String CURVE = "curve";

    private final Map<String, RecordedCurve> curves;
    private final Map<String, Double> widths = new HashMap<>();

    /** @param curves at least one */
    Nearest(Map<String, RecordedCurve> curves) {
        this.curves = curves;
        RecordedCurve any = first(curves.values());
        any.parameters().keySet().forEach(name -> widths.put(name, width(name)));
    }

    /** @throws IllegalArgumentException if the parameters do not match the recorded ones */
    RecordedCurve to(Parameters parameters) {
        Optional<Object> named = parameters.get(CURVE);
        if (named.isPresent()) {
            return Optional.ofNullable(curves.get(String.valueOf(named.get())))
                    .orElseThrow(() -> new IllegalArgumentException("no curve " + named.get()
                            + " is recorded, expected one of " + curves.size() + " from "
                            + first(curves.values()).id()));
        }
        for (String name : parameters.values().keySet()) {
            if (!widths.containsKey(name)) {
                throw new IllegalArgumentException("no parameter " + name + " is recorded, expected curve or some of "
                        + String.join(", ", new TreeSet<>(widths.keySet())));
            }
        }
        return curves.values().stream()
                .min(Comparator.comparingDouble(curve -> distance(curve, parameters)))
                .orElseThrow();
    }

    private double distance(RecordedCurve curve, Parameters parameters) {
        return parameters.values().entrySet().stream()
                .mapToDouble(entry -> apart(
                        entry.getValue(),
                        curve.parameters().get(entry.getKey()),
                        widths.getOrDefault(entry.getKey(), 1.0)))
                .map(apart -> apart * apart)
                .sum();
    }

    private static double apart(Object wanted, @Nullable Object recorded, double width) {
        return wanted instanceof Number a && recorded instanceof Number b
                ? (a.doubleValue() - b.doubleValue()) / width
                : String.valueOf(wanted).equals(String.valueOf(recorded)) ? 0 : 1;
    }

    private double width(String name) {
        DoubleSummaryStatistics range = curves.values().stream()
                .map(curve -> curve.parameters().get(name))
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .summaryStatistics();
        return range.getMax() > range.getMin() ? range.getMax() - range.getMin() : 1;
    }

    private static RecordedCurve first(Collection<RecordedCurve> curves) {
        return curves.iterator().next();
    }
}
