package dev.trialstream.training.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Metrics of a regression on unseen rows, in the target's own unit. */
public final class NumberMetrics {
    public static final String RMSE = "rmse";
    public static final String MAE = "mae";
    public static final String MEDIAN_ABSOLUTE_ERROR = "median_absolute_error";
    public static final String R2 = "r2";

    /** The 99.5th percentile of the standard normal distribution. */
    private static final double Z = 2.5758293035489004;

    private NumberMetrics() {}

    /**
     * The metrics by name.
     *
     * @param targets of the rows
     * @param predictions of the same rows
     */
    public static Map<String, Measure> of(double[] targets, double[] predictions, Sample sample) {
        double[] absolute = absolute(targets, predictions);
        Map<String, Measure> all = new LinkedHashMap<>();
        all.put(RMSE, rmse(absolute, sample));
        all.put(MAE, sample.mean(absolute));
        all.put(MEDIAN_ABSOLUTE_ERROR, median(absolute, sample));
        all.put(R2, r2(targets, absolute, sample));
        return all;
    }

    /** The root of the mean squared error alone. */
    public static Measure rmse(double[] targets, double[] predictions, Sample sample) {
        return rmse(absolute(targets, predictions), sample);
    }

    private static double[] absolute(double[] targets, double[] predictions) {
        return IntStream.range(0, targets.length)
                .mapToDouble(row -> Math.abs(predictions[row] - targets[row]))
                .toArray();
    }

    /** Root of the mean squared error; its standard error is s/(2·rmse·√n), s that of the squared errors. */
    private static Measure rmse(double[] absolute, Sample sample) {
        Measure square =
                sample.mean(Arrays.stream(absolute).map(error -> error * error).toArray());
        double rmse = Math.sqrt(square.value());
        return new Measure(rmse, square.standardError() / (2 * rmse));
    }

    /**
     * Share of the targets' variance over these rows that is explained: 1 − the sum of squared errors divided by that of
     * squared distances from the mean. NaN if the targets do not vary.
     */
    private static Measure r2(double[] targets, double[] absolute, Sample sample) {
        double mean = Arrays.stream(targets).average().orElse(Double.NaN);
        double errors = Arrays.stream(absolute).map(error -> error * error).sum();
        double spread = Arrays.stream(targets)
                .map(target -> (target - mean) * (target - mean))
                .sum();
        boolean constant = Arrays.stream(targets).distinct().limit(2).count() < 2;
        if (constant || !(spread > 0)) {
            return Measure.of(Double.NaN);
        }
        double left = errors / spread;
        double[] derivatives = IntStream.range(0, targets.length)
                .mapToDouble(row -> {
                    double off = targets[row] - mean;
                    return (left * off * off - absolute[row] * absolute[row]) / spread;
                })
                .toArray();
        return new Measure(1 - left, sample.standardError(derivatives, 1));
    }

    /**
     * The median, of an even number the mean of the two in the middle. Its standard error is that of McKean and
     * Schrader (1984): the distance between the c-th value from below and from above, divided by 2·z, with c = (n + 1)/2
     * − z·√(n/4), rounded, at least 1, and z of 99 %. Rows in groups widen it as they widen the share of errors above
     * the median.
     */
    private static Measure median(double[] absolute, Sample sample) {
        int rows = absolute.length;
        if (rows == 0 || Arrays.stream(absolute).anyMatch(Double::isNaN)) {
            return Measure.of(Double.NaN);
        }
        double[] sorted = absolute.clone();
        Arrays.sort(sorted);
        double median = sorted[(rows - 1) / 2] / 2 + sorted[rows / 2] / 2;
        int rank = (int) Math.max(1, Math.round((rows + 1) / 2.0 - Z * Math.sqrt(rows / 4.0)));
        double error = (sorted[rows - rank] - sorted[rank - 1]) / (2 * Z);
        if (sample.groups() != null) {
            Measure above = sample.mean(
                    Arrays.stream(absolute).map(value -> value > median ? 1 : 0).toArray());
            error *= Math.max(1, above.standardError() / (0.5 / Math.sqrt(rows)));
        }
        return new Measure(median, rows < 2 || error == 0 ? Double.NaN : error);
    }
}
