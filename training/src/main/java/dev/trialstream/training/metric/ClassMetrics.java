package dev.trialstream.training.metric;

import dev.trialstream.protocol.curve.NetworkMetrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a classifier on unseen rows. Macro means give every class the same weight; they leave out classes for
 * which these rows have no value.
 */
public final class ClassMetrics {
    public static final String ERROR = "error";
    public static final String BALANCED_ERROR = "balanced_error";
    public static final String MACRO_F1 = "macro_f1";
    public static final String LOG_LOSS = "log_loss";
    public static final String CALIBRATION_ERROR = "calibration_error";
    public static final String BRIER_SCORE = "brier_score";
    public static final String ROC_AUC = "roc_auc";
    public static final String AVERAGE_PRECISION = "average_precision";

    private static final int BINS = 15;

    /** A confidence at the edge of a bin, but for rounding, belongs to the lower bin. */
    private static final double EDGE = 1e-9;

    private final int classes;
    private final int[] labels;
    private final Sample sample;
    private final int[] predicted;
    private final double[] confidence;
    private final double[] logLoss;
    private final double[] brier;
    /** Of all rows, row by row; null if there are too many to rank. */
    private final float @Nullable [] logits;

    /**
     * @param labels class of each row
     * @param classes number of classes
     */
    public ClassMetrics(int[] labels, int classes, Sample sample) {
        int rows = labels.length;
        this.classes = classes;
        this.labels = labels;
        this.sample = sample;
        this.predicted = new int[rows];
        this.confidence = new double[rows];
        this.logLoss = new double[rows];
        this.brier = new double[rows];
        this.logits = (long) rows * classes <= NetworkMetrics.MOST_RANKED ? new float[rows * classes] : null;
    }

    /**
     * Adds some rows.
     *
     * @param outputs logits, row by row, {@code classes} each
     * @param first index of the first of these rows
     */
    public void add(float[] outputs, int first) {
        Softmax softmax = new Softmax(outputs, classes);
        for (int i = 0; i < outputs.length / classes; i++) {
            int row = first + i;
            predicted[row] = softmax.likeliest()[i];
            confidence[row] = Math.exp(softmax.logProbability(i, predicted[row]));
            logLoss[row] = -softmax.logProbability(i, labels[row]);
            brier[row] = brier(softmax, i, labels[row]);
        }
        if (logits != null) {
            System.arraycopy(outputs, 0, logits, first * classes, outputs.length);
        }
    }

    /** Name of the recall of a class. */
    public static String recall(int label) {
        return "recall_" + label;
    }

    /** The metrics by name, once all rows are added; also {@link #recall} of up to 100 classes. */
    public Map<String, Measure> measures() {
        Map<String, Measure> all = new LinkedHashMap<>();
        ConfusionMetrics confusion = new ConfusionMetrics(labels, predicted, classes, sample);
        all.put(ERROR, confusion.error());
        all.put(BALANCED_ERROR, confusion.balancedError());
        all.put(MACRO_F1, confusion.macroF1());
        all.put(LOG_LOSS, sample.mean(logLoss));
        all.put(CALIBRATION_ERROR, calibrationError());
        all.put(BRIER_SCORE, sample.mean(brier));
        if (logits != null) {
            rank(new Softmax(logits, classes), all);
        }
        for (int label = 0; label < Math.min(classes, NetworkMetrics.MOST_RECALLS); label++) {
            all.put(recall(label), confusion.recall(label));
        }
        return all;
    }

    /**
     * Brier (1950): the squared distance between the probabilities and the class that came, summed over the classes. Of
     * two classes only one is counted, so that it lies between 0 and 1, as usual.
     */
    private double brier(Softmax softmax, int row, int came) {
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            double off = Math.exp(softmax.logProbability(row, label)) - (came == label ? 1 : 0);
            sum += off * off;
        }
        return classes == 2 ? sum / 2 : sum;
    }

    /**
     * Expected calibration error: rows are put into 15 bins of equal width by the probability of their most probable
     * class; the mean over the rows of the distance, within each bin, between that probability and the share of correct
     * rows (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017).
     */
    private Measure calibrationError() {
        double[] sums = new double[BINS];
        for (int row = 0; row < labels.length; row++) {
            sums[bin(row)] += surprise(row);
        }
        return sample.mean(IntStream.range(0, labels.length)
                .mapToDouble(row -> sign(sums[bin(row)]) * surprise(row))
                .toArray());
    }

    /** Of a bin without a difference, but for rounding, 0. */
    private static double sign(double sum) {
        return Math.abs(sum) < EDGE ? 0 : Math.signum(sum);
    }

    private double surprise(int row) {
        return (predicted[row] == labels[row] ? 1 : 0) - confidence[row];
    }

    private int bin(int row) {
        return Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence[row] * BINS - EDGE) - 1));
    }

    /** ROC AUC and average precision, each class against the rest; of two classes only the second. */
    private void rank(Softmax predictions, Map<String, Measure> all) {
        if (!predictions.isFinite()) {
            return;
        }
        boolean[][] positives = IntStream.range(classes == 2 ? 1 : 0, classes)
                .mapToObj(this::isOfClass)
                .toArray(boolean[][]::new);
        int first = classes - positives.length;
        Ranking[] rankings = IntStream.range(0, positives.length)
                .mapToObj(i -> new Ranking(predictions.logOdds(first + i), positives[i]))
                .filter(Ranking::isDefined)
                .toArray(Ranking[]::new);
        double[] ofAuc = new double[labels.length];
        double[] ofPrecision = new double[labels.length];
        double share = 1.0 / rankings.length;
        double auc = Arrays.stream(rankings)
                .mapToDouble(it -> it.rocAuc(ofAuc, share))
                .average()
                .orElse(Double.NaN);
        double precision = Arrays.stream(rankings)
                .mapToDouble(it -> it.averagePrecision(ofPrecision, share))
                .average()
                .orElse(Double.NaN);
        all.put(ROC_AUC, new Measure(auc, sample.standardError(ofAuc, 1)));
        all.put(AVERAGE_PRECISION, new Measure(precision, sample.standardError(ofPrecision, 1)));
    }

    private boolean[] isOfClass(int label) {
        boolean[] positive = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            positive[row] = labels[row] == label;
        }
        return positive;
    }
}
