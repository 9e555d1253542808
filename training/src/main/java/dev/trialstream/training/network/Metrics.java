package dev.trialstream.training.network;

import dev.trialstream.protocol.curve.MetricNames;
import dev.trialstream.protocol.curve.NetworkMetrics;
import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.Session.Part;
import dev.trialstream.training.metric.ClassMetrics;
import dev.trialstream.training.metric.Measure;
import dev.trialstream.training.prepare.OutputMeaning;
import dev.trialstream.training.prepare.PreparedData;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Converts evaluations to metrics: the name of the part, then the measure. Values that are not finite are left out. */
final class Metrics {
    private static final String RECALL = "recall_";

    private final List<String> labels;

    /** @param labels of the classes, as in metric names; empty for a regression */
    Metrics(List<String> labels) {
        this.labels = List.copyOf(labels);
    }

    static Metrics of(PreparedData data) {
        return new Metrics(
                data.preparation().outputs() instanceof OutputMeaning.Classes classes
                        ? NetworkMetrics.labels(classes.labels())
                        : List.of());
    }

    /** Metrics of training rows; without standard errors, because the rows are no independent sample. */
    Map<String, Double> ofTraining(Evaluation evaluation) {
        Map<String, Double> metrics = new HashMap<>();
        evaluation.measures().forEach((name, measure) -> putFinite(metrics, "training_" + name, measure.value()));
        return metrics;
    }

    /** Metrics of unseen rows, with standard errors where they exist. */
    Map<String, Double> ofUnseen(Part part, Evaluation evaluation) {
        String prefix = part.name().toLowerCase(Locale.ROOT) + "_";
        Map<String, Double> metrics = new HashMap<>();
        named(evaluation).forEach((name, measure) -> {
            putFinite(metrics, prefix + name, measure.value());
            if (Double.isFinite(measure.value())) {
                putFinite(metrics, MetricNames.standardErrorOf(prefix + name), measure.standardError());
            }
        });
        return metrics;
    }

    /** The measures, with recalls by label. */
    private Map<String, Measure> named(Evaluation evaluation) {
        Map<String, Measure> named = new LinkedHashMap<>(evaluation.measures());
        named.keySet().removeIf(name -> name.startsWith(RECALL));
        for (int label = 0; label < labels.size(); label++) {
            Measure recall = evaluation.measures().get(ClassMetrics.recall(label));
            if (recall != null) {
                named.put(RECALL + labels.get(label), recall);
            }
        }
        return named;
    }

    /** Metrics of simple models on the test rows: {@code constant_test_error}, {@code linear_test_error} and so on. */
    Map<String, Double> ofBaselines(Map<String, Evaluation> baselines) {
        Map<String, Double> metrics = new HashMap<>();
        baselines.forEach((baseline, evaluation) -> named(evaluation)
                .forEach((name, measure) -> putFinite(metrics, baseline + "_test_" + name, measure.value())));
        return metrics;
    }

    /** Metrics of the training steps. */
    static Map<String, Double> ofSteps(EpochStats stats, double deadUnits) {
        Map<String, Double> metrics = new HashMap<>();
        putFinite(metrics, "learning_rate", stats.learningRate());
        putFinite(metrics, "momentum", stats.momentum());
        putFinite(metrics, "gradient_norm", stats.gradientNorm());
        putFinite(metrics, "update_ratio", stats.updateRatio());
        putFinite(metrics, "dead_units", deadUnits);
        return metrics;
    }

    /** Every reported number must be finite; a row far outside the training rows may have none. */
    static void putFinite(Map<String, Double> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }
}
