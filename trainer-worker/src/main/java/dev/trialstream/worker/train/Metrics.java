package dev.trialstream.worker.train;

import dev.trialstream.worker.engine.Evaluation;
import dev.trialstream.worker.engine.Session.Part;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Evaluations as metrics by name: the name of the part, then what was measured. */
final class Metrics {
    private Metrics() {}

    /** Of the rows that a network learns from, whose errors are no sample of anything: no standard errors. */
    static Map<String, Double> ofTraining(Evaluation evaluation) {
        return evaluation instanceof Evaluation.OfClasses classes
                ? Map.of("training_loss", classes.loss(), "training_error", classes.error())
                : Map.of(
                        "training_loss",
                        evaluation.loss(),
                        "training_rmse",
                        ((Evaluation.OfNumbers) evaluation).rmse());
    }

    /** Of rows that the network has not seen, with a standard error where there is one. What is no finite number is left out. */
    static Map<String, Double> ofUnseen(Part part, Evaluation evaluation) {
        String name = part.name().toLowerCase(Locale.ROOT);
        Map<String, Double> metrics = new HashMap<>();
        putFinite(metrics, name + "_loss", evaluation.loss());
        if (evaluation instanceof Evaluation.OfClasses classes) {
            putFinite(metrics, name + "_error", classes.error());
            putFinite(metrics, name + "_error_se", classes.errorDeviation());
        } else if (evaluation instanceof Evaluation.OfNumbers numbers) {
            putFinite(metrics, name + "_rmse", numbers.rmse());
            putFinite(metrics, name + "_mae", numbers.mae());
            putFinite(metrics, name + "_rmse_se", numbers.rmseDeviation());
        }
        return metrics;
    }

    /** Who reads a number must be able to reckon with it; a row far outside of all training rows may have none. */
    private static void putFinite(Map<String, Double> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }
}
