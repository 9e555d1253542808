package dev.trialstream.training.network;

import dev.trialstream.protocol.Ids;
import dev.trialstream.protocol.curve.MetricNames;
import dev.trialstream.training.engine.EpochStats;
import dev.trialstream.training.engine.Evaluation;
import dev.trialstream.training.engine.Session.Part;
import dev.trialstream.training.prepare.OutputMeaning;
import dev.trialstream.training.prepare.PreparedData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Evaluations as metrics by name: the name of the part, then what was measured. What is no finite number is left out. */
final class Metrics {
    /** Recalls of so many classes are reported; of more, an event would be mostly recalls. */
    private static final int RECALLS = 100;

    private final List<String> labels;

    /** @param labels of the classes as metrics name them; none where a number is learnt */
    Metrics(List<String> labels) {
        this.labels = List.copyOf(labels);
    }

    static Metrics of(PreparedData data) {
        return new Metrics(
                data.preparation().outputs() instanceof OutputMeaning.Classes classes
                        ? named(classes.labels())
                        : List.of());
    }

    /**
     * What cannot stand in a name becomes an underscore; classes that are no longer told apart by then, or would be taken for
     * the deviation of another, go by number.
     */
    static List<String> named(List<String> labels) {
        List<String> names = labels.stream()
                .map(label -> label.replaceAll("[^A-Za-z0-9_.]", "_"))
                .toList();
        boolean clear = new HashSet<>(names).size() == names.size()
                && names.stream().noneMatch(name -> MetricNames.isDeviation(name) || MetricNames.isStandardError(name))
                && names.stream().allMatch(name -> Ids.isName(MetricNames.deviationOf("validation_recall_" + name)));
        return clear
                ? names
                : java.util.stream.IntStream.range(0, labels.size())
                        .mapToObj(String::valueOf)
                        .toList();
    }

    /** Of the rows that a network learns from, whose errors are no sample of anything: no standard errors. */
    Map<String, Double> ofTraining(Evaluation evaluation) {
        Map<String, Double> metrics = new HashMap<>();
        putFinite(metrics, "training_loss", evaluation.loss());
        if (evaluation instanceof Evaluation.OfClasses classes) {
            putFinite(metrics, "training_error", classes.error());
            putFinite(metrics, "training_balanced_error", classes.balancedError());
        } else if (evaluation instanceof Evaluation.OfNumbers numbers) {
            putFinite(metrics, "training_rmse", numbers.rmse());
        }
        return metrics;
    }

    /** Of rows that the network has not seen, with a standard error where there is one. */
    Map<String, Double> ofUnseen(Part part, Evaluation evaluation) {
        String name = part.name().toLowerCase(Locale.ROOT);
        Map<String, Double> metrics = new HashMap<>();
        putFinite(metrics, name + "_loss", evaluation.loss());
        if (evaluation instanceof Evaluation.OfClasses classes) {
            putFinite(metrics, name + "_error", classes.error());
            putFinite(metrics, MetricNames.standardErrorOf(name + "_error"), classes.errorDeviation());
            putFinite(metrics, name + "_balanced_error", classes.balancedError());
            putFinite(metrics, name + "_macro_f1", classes.macroF1());
            putFinite(metrics, name + "_log_loss", classes.logLoss());
            putFinite(metrics, name + "_calibration_error", classes.calibrationError());
            for (int i = 0; i < Math.min(RECALLS, labels.size()); i++) {
                putFinite(
                        metrics,
                        name + "_recall_" + labels.get(i),
                        classes.classes().get(i).recall());
            }
        } else if (evaluation instanceof Evaluation.OfNumbers numbers) {
            putFinite(metrics, name + "_rmse", numbers.rmse());
            putFinite(metrics, name + "_mae", numbers.mae());
            putFinite(metrics, name + "_r2", numbers.r2());
            putFinite(metrics, MetricNames.standardErrorOf(name + "_rmse"), numbers.rmseDeviation());
        }
        return metrics;
    }

    /** Of the training itself. */
    static Map<String, Double> ofSteps(EpochStats stats, double deadUnits) {
        Map<String, Double> metrics = new HashMap<>();
        putFinite(metrics, "learning_rate", stats.learningRate());
        putFinite(metrics, "momentum", stats.momentum());
        putFinite(metrics, "gradient_norm", stats.gradientNorm());
        putFinite(metrics, "update_ratio", stats.updateRatio());
        putFinite(metrics, "dead_units", deadUnits);
        return metrics;
    }

    /** Who reads a number must be able to reckon with it; a row far outside of all training rows may have none. */
    static void putFinite(Map<String, Double> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }
}
