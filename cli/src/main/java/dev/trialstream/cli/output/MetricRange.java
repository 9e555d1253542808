package dev.trialstream.cli.output;

import java.util.Set;

/** The values that a metric of the network trainer can have. */
final class MetricRange {
    private static final Set<String> SHARES =
            Set.of("error", "balanced_error", "macro_f1", "calibration_error", "roc_auc", "average_precision");

    private MetricRange() {}

    /** @param metric with its part, such as {@code test_rmse} */
    static Interval of(String metric) {
        String name = metric.replaceFirst("^(training|validation|test)_", "");
        if (SHARES.contains(name) || name.startsWith("recall_")) {
            return new Interval(0, 1);
        }
        return switch (name) {
            case "r2" -> new Interval(Double.NEGATIVE_INFINITY, 1);
            case "brier_score" -> new Interval(0, 2);
            case "loss", "log_loss", "rmse", "mae", "median_absolute_error" ->
                new Interval(0, Double.POSITIVE_INFINITY);
            default -> new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        };
    }
}
