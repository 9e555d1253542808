package dev.trialstream.policy.stopping;

import dev.trialstream.policy.stats.Normal;
import dev.trialstream.policy.stats.StudentT;
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
 * information criterion's approximation of its likelihood. The forecast is the mixture of their predictions. Each is
 * Student's t with n − k degrees of freedom and the squared scale s²·(1 + x₀ᵀ(XᵀX)⁻¹x₀), s² = RSS/(n − k), because s² is
 * an estimate (Gelman et al. 2013, "Bayesian Data Analysis", section 14.2).
 */
final class CurveFit {
    static final int FEWEST = 3;

    private static final List<DoubleUnaryOperator> SHAPES = shapes();

    private CurveFit() {}

    /**
     * A forecast value: a mixture of Student's t distributions, one a family.
     *
     * @param families at least one
     */
    record Forecast(List<Prediction> families) {
        Forecast {
            families = List.copyOf(families);
        }

        double mean() {
            return families.stream().mapToDouble(it -> it.weight() * it.mean()).sum();
        }

        double probabilityBelow(double bound) {
            double below = 0;
            for (Prediction each : families) {
                below += each.weight() * StudentT.cdf((bound - each.mean()) / each.scale(), each.freedom());
            }
            return Math.min(below, 1);
        }

        /**
         * Half of the interval that leaves out Φ(−1) on both sides: the standard deviation of a normal distribution, and
         * finite for any other. Above 0.
         */
        double deviation() {
            return (quantile(Normal.cdf(1)) - quantile(Normal.cdf(-1))) / 2;
        }

        private double quantile(double probability) {
            double low = 0;
            double high = 0;
            double step = families.stream().mapToDouble(Prediction::scale).max().orElseThrow();
            double centre = mean();
            while (probabilityBelow(centre + low) > probability) {
                low -= step *= 2;
            }
            while (probabilityBelow(centre + high) < probability) {
                high += step *= 2;
            }
            for (int i = 0; i < 60; i++) {
                double middle = (low + high) / 2;
                if (probabilityBelow(centre + middle) < probability) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return centre + (low + high) / 2;
        }
    }

    /**
     * One family's prediction: mean + scale·t.
     *
     * @param weight of all families together 1
     * @param scale above 0
     * @param freedom degrees of freedom of t, at least 1
     */
    record Prediction(double weight, double mean, double scale, int freedom) {}

    /** One family's prediction before its weight is known. */
    private record Fit(double logWeight, double mean, double variance, int freedom) {}

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
        List<Fit> fits = new ArrayList<>();
        fits.add(constant(y, floor));
        SHAPES.forEach(shape -> fits.add(fitted(shape, x, y, at, floor)));
        double most = fits.stream().mapToDouble(Fit::logWeight).max().orElseThrow();
        double sum = fits.stream()
                .mapToDouble(fit -> Math.exp(fit.logWeight() - most))
                .sum();
        return new Forecast(fits.stream()
                .map(fit -> new Prediction(
                        Math.exp(fit.logWeight() - most) / sum, fit.mean(), Math.sqrt(fit.variance()), fit.freedom()))
                .toList());
    }

    private static double floor(double[] y) {
        double largest = 0;
        for (double value : y) {
            largest = Math.max(largest, Math.abs(value));
        }
        return Math.max(1e-9 * largest * largest, Double.MIN_NORMAL);
    }

    private static Fit constant(double[] y, double floor) {
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
        return new Fit(logWeight(rss, n, 1, floor), mean, variance * (1 + 1.0 / n), n - 1);
    }

    private static Fit fitted(DoubleUnaryOperator shape, double[] x, double[] y, double at, double floor) {
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
        return new Fit(logWeight(rss, n, 2, floor), meanY + b * away, variance, n - 2);
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
