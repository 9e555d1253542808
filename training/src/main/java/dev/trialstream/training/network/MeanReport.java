package dev.trialstream.training.network;

import dev.trialstream.protocol.curve.MetricNames;
import dev.trialstream.worker.train.EpochReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Combines the reports of a trial's networks for one epoch. */
final class MeanReport {
    private MeanReport() {}

    /**
     * Metrics are means over the networks, {@code NAME_sd} their standard deviations (divisor n − 1). A standard error
     * is that of the mean with respect to the rows: networks validated on the same rows share its error, those of
     * different folds do not. Equal notes are included once.
     *
     * @param folds that the networks were validated on, equally many networks on each
     */
    static EpochReport of(List<EpochReport> reports, int folds) {
        EpochReport first = reports.get(0);
        if (reports.size() == 1) {
            return first;
        }
        Map<String, Double> metrics = new HashMap<>();
        first.metrics().keySet().forEach(name -> put(metrics, name, reports, folds));
        return new EpochReport(
                first.epoch(),
                metrics,
                reports.stream().mapToDouble(EpochReport::seconds).sum(),
                rowsPerSecond(reports),
                reports.stream().mapToLong(EpochReport::peakMemory).max().orElse(0),
                reports.stream()
                        .flatMap(report -> report.notes().stream())
                        .distinct()
                        .toList(),
                Bundle.of(reports.stream()
                        .map(report -> Optional.ofNullable(report.checkpoint()).orElseThrow())
                        .toList()),
                null,
                null);
    }

    /** A metric has no mean if one of the networks lacks a finite value. */
    private static void put(Map<String, Double> metrics, String name, List<EpochReport> reports, int folds) {
        List<Double> values = reports.stream()
                .flatMap(report -> Optional.ofNullable(report.metrics().get(name)).stream())
                .toList();
        if (values.size() < reports.size()) {
            return;
        }
        if (MetricNames.isStandardError(name)) {
            double square = mean(values.stream().map(value -> value * value).toList());
            metrics.put(name, Math.sqrt(square / folds));
            return;
        }
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        metrics.put(name, mean);
        metrics.put(MetricNames.deviationOf(name), Math.sqrt(squares / (values.size() - 1)));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double rowsPerSecond(List<EpochReport> reports) {
        double rows = reports.stream()
                .mapToDouble(report -> report.rowsPerSecond() * report.seconds())
                .sum();
        double seconds = reports.stream().mapToDouble(EpochReport::seconds).sum();
        return seconds == 0 ? 0 : rows / seconds;
    }
}
