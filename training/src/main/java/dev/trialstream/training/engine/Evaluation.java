package dev.trialstream.training.engine;

import dev.trialstream.training.metric.Measure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Evaluation of a network on rows, without training.
 *
 * @param measures metrics by name, {@link #LOSS} among them
 */
public record Evaluation(int rows, Map<String, Measure> measures) {
    /**
     * The mean of the training loss, without a bound and without class weights; NaN or infinite if the network's
     * outputs are.
     */
    public static final String LOSS = "loss";

    public Evaluation {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    public double loss() {
        return value(LOSS);
    }

    /** Value of a metric; NaN if these rows have none. */
    public double value(String name) {
        Measure measure = measures.get(name);
        return measure == null ? Double.NaN : measure.value();
    }

    /** Standard error of a metric; NaN if unknown. */
    public double standardError(String name) {
        Measure measure = measures.get(name);
        return measure == null ? Double.NaN : measure.standardError();
    }
}
