package dev.trialstream.cli.exchange.optuna;

import dev.trialstream.protocol.Ids;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Converts reported values to epochs from 1: a study with a step 0 has all its steps shifted by one. A completed
 * trial's value belongs to its last epoch, or to an extra epoch if it differs from the last reported value. So do
 * numeric user attributes.
 *
 * @param metric of the objective
 * @param shift from steps to epochs
 */
record OptunaCurves(String metric, int shift) {

    static OptunaCurves of(String metric, Collection<OptunaStudy.Trial> trials) {
        int first = trials.stream()
                .filter(trial -> !trial.intermediate().isEmpty())
                .mapToInt(trial -> trial.intermediate().firstKey())
                .min()
                .orElse(1);
        return new OptunaCurves(metric, Math.max(0, 1 - first));
    }

    /** Metrics by epoch. Non-finite values are left out; their epochs stay. */
    NavigableMap<Integer, Map<String, Double>> epochs(OptunaStudy.Trial trial) {
        TreeMap<Integer, Map<String, Double>> epochs = new TreeMap<>();
        trial.intermediate().forEach((step, value) -> epochs.put(Math.addExact(step, shift), metrics(value)));
        if (trial.state() == OptunaStudy.State.COMPLETE && !trial.values().isEmpty()) {
            Map<String, Double> last = metrics(trial.values().get(0));
            if (epochs.isEmpty() || !epochs.lastEntry().getValue().equals(last)) {
                epochs.put(epochs.isEmpty() ? 1 : epochs.lastKey() + 1, last);
            }
        }
        if (!epochs.isEmpty()) {
            trial.userAttributes().forEach((name, value) -> {
                if (isKept(trial, name, value)) {
                    epochs.lastEntry().getValue().putIfAbsent(name, value.doubleValue());
                }
            });
        }
        return Collections.unmodifiableNavigableMap(epochs);
    }

    /** Whether a user attribute becomes a metric. */
    boolean isKept(OptunaStudy.Trial trial, String name, JsonNode value) {
        boolean hasEpochs = !trial.intermediate().isEmpty() || trial.state() == OptunaStudy.State.COMPLETE;
        return hasEpochs
                && Ids.isName(name)
                && !name.equals(metric)
                && value.isNumber()
                && Double.isFinite(value.doubleValue());
    }

    private Map<String, Double> metrics(double value) {
        Map<String, Double> metrics = new TreeMap<>();
        if (Double.isFinite(value)) {
            metrics.put(metric, value);
        }
        return metrics;
    }
}
