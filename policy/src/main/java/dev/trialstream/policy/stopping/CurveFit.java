package dev.trialstream.policy.stopping;

import dev.trialstream.policy.stats.Normal;
import dev.trialstream.protocol.curve.Curve;
import dev.trialstream.protocol.curve.EpochPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Extrapolates a learning curve. Each family y = a + b·φ(x) is fitted by least squares: power laws φ = x^−c (c = 0.25,
 * 0.5, 1, 2) and exponentials φ = e^−cx (c = 0.05, 0.1, 0.2, 0.5, 1), which with their coefficients are pow3 and exp3
 * of Domhan et al. 2015, and a constant. A family of k coefficients has weight n^−k/2 · (RSS/n)^−n/2, the Bayesian
 * information criterion's approximation of its likelihood. The forecast is the mixture of their predictions, each with
 * variance s²·(1 + x₀ᵀ(XᵀX)⁻¹x₀), s² = RSS/(n − k).
 */
final class CurveFit {
    static final int FEWEST = 3;

    private static final List<DoubleUnaryOperator> SHAPES = shapes();

    private CurveFit() {}

    /**
     * A forecast value.
     *
     * @param deviation standard deviation, above 0
     */
    record Forecast(double mean, double deviation) {
        double probabilityBelow(double bound) {
            return Normal.cdf((bound - mean) / deviation);
        }
    }

    /** One family's prediction. */
    private record Prediction(double logWeight, double mean, double variance) {}

    /** The value of {@code metric} at {@code epoch}; empty with fewer than four finite values. */
    static Optional<Forecast> forecast(Curve curve, String metric, int epoch) {
        List<EpochPoint> points = curve.epochs().stream()
                .filter(point -> Double.isFinite(point.metric(metric)))
                .toList();
        int n = points.size();
        if (n <= FEWEST) {
            return Optional.empty();
        }
        double[] x = points.stream().mapToDouble(EpochPoint::epoch).toArray();
        double[] y = points.stream().mapToDouble(point -> point.metric(metric)).toArray();
        return Optional.of(forecast(x, y, epoch));
    }

    static Forecast forecast(double[] x, double[] y, double at) {
        // the error level of rounding; without it a perfect fit would be certain of everything
        double floor = floor(y);
        List<Prediction> predictions = new ArrayList<>();
        predictions.add(constant(y, floor));
        SHAPES.forEach(shape -> predictions.add(fitted(shape, x, y, at, floor)));
        double most =
                predictions.stream().mapToDouble(Prediction::logWeight).max().orElseThrow();
        double sum = 0;
        double mean = 0;
        for (Prediction each : predictions) {
            double weight = Math.exp(each.logWeight() - most);
            sum += weight;
            mean += weight * each.mean();
        }
        mean /= sum;
        double variance = 0;
        for (Prediction each : predictions) {
            double off = each.mean() - mean;
            variance += Math.exp(each.logWeight() - most) / sum * (each.variance() + off * off);
        }
        return new Forecast(mean, Math.sqrt(variance));
    }

    private static double floor(double[] y) {
        double largest = 0;
        for (double value : y) {
            largest = Math.max(largest, Math.abs(value));
        }
        return Math.max(1e-9 * largest * largest, Double.MIN_NORMAL);
    }

    private static Prediction constant(double[] y, double floor) {
        int n = y.length;
        double mean = 0;
        for (double value : y) {
            mean += value / n;
        }
        double rss = 0;
        for (double value : y) {
            rss += (value - mean) * (value - mean);
        }
        double variance = Math.max(rss / (n - 1), floor);
        return new Prediction(logWeight(rss, n, 1, floor), mean, variance * (1 + 1.0 / n));
    }

    private static Prediction fitted(DoubleUnaryOperator shape, double[] x, double[] y, double at, double floor) {
        int n = x.length;
        double meanF = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanF += shape.applyAsDouble(x[i]) / n;
            meanY += y[i] / n;
        }
        double ff = 0;
        double fy = 0;
        for (int i = 0; i < n; i++) {
            double f = shape.applyAsDouble(x[i]) - meanF;
            ff += f * f;
            fy += f * (y[i] - meanY);
        }
        double b = fy / ff;
        double rss = 0;
        for (int i = 0; i < n; i++) {
            double off = y[i] - meanY - b * (shape.applyAsDouble(x[i]) - meanF);
            rss += off * off;
        }
        double away = shape.applyAsDouble(at) - meanF;
        double variance = Math.max(rss / (n - 2), floor) * (1 + 1.0 / n + away * away / ff);
        return new Prediction(logWeight(rss, n, 2, floor), meanY + b * away, variance);
    }

    private static double logWeight(double rss, int n, int coefficients, double floor) {
        return -0.5 * n * Math.log(Math.max(rss / n, floor)) - 0.5 * coefficients * Math.log(n);
    }

    private static List<DoubleUnaryOperator> shapes() {
        List<DoubleUnaryOperator> shapes = new ArrayList<>();
        for (double c : new double[] {0.25, 0.5, 1, 2}) {
            shapes.add(x -> Math.pow(x, -c));
        }
        for (double c : new double[] {0.05, 0.1, 0.2, 0.5, 1}) {
            shapes.add(x -> Math.exp(-c * x));
        }
        return List.copyOf(shapes);
    }
}
