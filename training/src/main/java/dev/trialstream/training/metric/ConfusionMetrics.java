package dev.trialstream.training.metric;

import java.util.stream.IntStream;

/** Metrics of predicted classes. */
public final class ConfusionMetrics {
    private final int[] labels;
    private final int[] predicted;
    private final Sample sample;
    private final int[] rowsOf;
    private final int[] given;
    private final int[] right;

    public ConfusionMetrics(int[] labels, int[] predicted, int classes, Sample sample) {
        this.labels = labels;
        this.predicted = predicted;
        this.sample = sample;
        this.rowsOf = new int[classes];
        this.given = new int[classes];
        this.right = new int[classes];
        for (int row = 0; row < labels.length; row++) {
            rowsOf[labels[row]]++;
            given[predicted[row]]++;
            right[labels[row]] += predicted[row] == labels[row] ? 1 : 0;
        }
    }

    private boolean isRight(int row) {
        return predicted[row] == labels[row];
    }

    /** Share of misclassified rows, 0 to 1. */
    public Measure error() {
        int rows = labels.length;
        if (rows == 0) {
            return Measure.of(Double.NaN);
        }
        int wrong = rows - IntStream.of(right).sum();
        double error = (double) wrong / rows;
        return new Measure(
                error,
                sample.standardErrorOfShares(
                        new int[] {wrong},
                        new int[] {rows},
                        () -> IntStream.range(0, rows)
                                .mapToDouble(row -> ((isRight(row) ? 0 : 1) - error) / rows)
                                .toArray()));
    }

    /** Share of the rows of a class that were predicted correctly; NaN if it has no rows. */
    Measure recall(int label) {
        return meanRecall(new int[] {label}, false);
    }

    /** 1 − the mean recall of the classes that have rows. */
    public Measure balancedError() {
        return meanRecall(
                IntStream.range(0, rowsOf.length)
                        .filter(label -> rowsOf[label] > 0)
                        .toArray(),
                true);
    }

    private Measure meanRecall(int[] chosen, boolean asError) {
        int[] hits = IntStream.of(chosen).map(label -> right[label]).toArray();
        int[] counts = IntStream.of(chosen).map(label -> rowsOf[label]).toArray();
        if (chosen.length == 0 || IntStream.of(counts).anyMatch(count -> count == 0)) {
            return Measure.of(Double.NaN);
        }
        double mean = 0;
        for (int i = 0; i < chosen.length; i++) {
            mean += (double) hits[i] / counts[i] / chosen.length;
        }
        return new Measure(
                asError ? 1 - mean : mean,
                sample.standardErrorOfShares(hits, counts, () -> derivativesOfRecall(chosen)));
    }

    /** Of the mean recall of the chosen classes by the weight of each row. */
    private double[] derivativesOfRecall(int[] chosen) {
        boolean[] counts = new boolean[rowsOf.length];
        IntStream.of(chosen).forEach(label -> counts[label] = true);
        return IntStream.range(0, labels.length)
                .mapToDouble(row -> {
                    int label = labels[row];
                    double recall = (double) right[label] / rowsOf[label];
                    return counts[label] ? ((isRight(row) ? 1 : 0) - recall) / rowsOf[label] / chosen.length : 0;
                })
                .toArray();
    }

    /**
     * The mean of the classes' F1, 2·right/(rows + given), the harmonic mean of recall and precision; without classes
     * that have no rows and no predictions.
     */
    Measure macroF1() {
        int[] seen = IntStream.range(0, rowsOf.length)
                .filter(label -> rowsOf[label] + given[label] > 0)
                .toArray();
        double[] f1 = new double[rowsOf.length];
        double mean = 0;
        for (int label : seen) {
            f1[label] = 2.0 * right[label] / (rowsOf[label] + given[label]);
            mean += f1[label] / seen.length;
        }
        double[] derivatives = new double[labels.length];
        for (int row = 0; row < labels.length; row++) {
            derivatives[row] = (slope(f1, row, labels[row]) + slope(f1, row, predicted[row])) / seen.length;
        }
        return new Measure(seen.length == 0 ? Double.NaN : mean, sample.standardError(derivatives, 1));
    }

    /** The derivative of a class's F1 by the weight of the row, as one of its rows or one of its predictions. */
    private double slope(double[] f1, int row, int label) {
        double hit = isRight(row) ? 1 : 0;
        return (hit - f1[label]) / (rowsOf[label] + given[label]);
    }
}
