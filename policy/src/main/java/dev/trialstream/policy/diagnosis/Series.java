package dev.trialstream.policy.diagnosis;

import dev.trialstream.protocol.curve.Curve;
import java.util.Arrays;

/** The finite values of one metric along a curve, in order. */
@SuppressWarnings("ArrayRecordComponent") // numbers, never compared
record Series(double[] values) {
    static Series of(Curve curve, String metric) {
        return new Series(curve.epochs().stream()
                .mapToDouble(point -> point.metric(metric))
                .filter(Double::isFinite)
                .toArray());
    }

    int size() {
        return values.length;
    }

    double first() {
        return values[0];
    }

    double last() {
        return values[values.length - 1];
    }

    /** Index of the smallest value, the first of equal ones. */
    int smallest() {
        int at = 0;
        for (int i = 1; i < values.length; i++) {
            at = values[i] < values[at] ? i : at;
        }
        return at;
    }

    double min() {
        return values[smallest()];
    }

    double at(int place) {
        return values[place];
    }

    /** The part after {@code share} of the length, at least two values. */
    Series tail(double share) {
        int from = Math.min((int) Math.floor(values.length * share), values.length - 2);
        return new Series(Arrays.copyOfRange(values, Math.max(0, from), values.length));
    }

    /** Share of the steps that go up. */
    double rises() {
        int up = 0;
        for (int i = 1; i < values.length; i++) {
            up += values[i] > values[i - 1] ? 1 : 0;
        }
        return values.length < 2 ? 0 : (double) up / (values.length - 1);
    }

    double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /**
     * Standard deviation of the values around a smooth course: that of the second differences divided by √6. For a
     * straight line it is 0; for independent noise it is the noise's standard deviation. 0 with fewer than three
     * values.
     */
    double roughness() {
        if (values.length < 3) {
            return 0;
        }
        double squares = 0;
        for (int i = 2; i < values.length; i++) {
            double second = values[i] - 2 * values[i - 1] + values[i - 2];
            squares += second * second;
        }
        return Math.sqrt(squares / (values.length - 2) / 6);
    }
}
