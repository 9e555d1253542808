package dev.trialstream.training.baseline;

import dev.trialstream.training.prepare.PreparedRows;
import dev.trialstream.training.prepare.TargetEncoding;
import java.util.Arrays;

/**
 * Multinomial logistic regression for classes, ridge regression for numbers: the mean loss of a row plus
 * ‖w‖²/(2·rows) or ‖w‖²/rows over standardised inputs, without a penalty of the intercepts. These are scikit-learn's
 * {@code LogisticRegression()} and {@code Ridge()} on standardised columns. Only a part of very large data is used.
 */
public final class LinearModel {
    private static final int MOST_ROWS = 10_000;
    /** Inputs times outputs times rows, read once an iteration. */
    private static final long MOST_PRODUCTS = 30_000_000;

    private static final long MOST_WORK = 1_500_000_000;
    private static final int MOST_ITERATIONS = 300;

    /** The minimiser keeps about thirty copies. */
    private static final long MOST_WEIGHTS = 200_000;

    private final int inputs;
    private final int outputs;
    private final double[] means;
    private final double[] factors;
    private final double[] weights; // [outputs × (inputs + 1)], the intercept last

    private LinearModel(int inputs, int outputs, double[] means, double[] factors, double[] weights) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.means = means;
        this.factors = factors;
        this.weights = weights;
    }

    /** Whether the model is small enough beside a network. */
    static boolean isFeasible(PreparedRows rows) {
        return (rows.inputs() + 1L) * rows.answers().width() <= MOST_WEIGHTS;
    }

    /** Trains on up to 10,000 rows, evenly spaced. */
    public static LinearModel fit(PreparedRows rows) {
        int inputs = rows.inputs();
        int outputs = rows.answers().width();
        long most = Math.max(100, MOST_PRODUCTS / Math.max(1, (long) inputs * outputs));
        int count = (int) Math.min(Math.min(MOST_ROWS, most), rows.count());
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = (int) ((long) i * rows.count() / count);
        }
        double[] means = new double[inputs];
        double[] factors = new double[inputs];
        moments(rows, chosen, means, factors);
        LinearModel model = new LinearModel(inputs, outputs, means, factors, new double[outputs * (inputs + 1)]);
        float[] inputsOfAll = model.standardised(rows, chosen);
        TargetEncoding answers = rows.answers().of(chosen);
        long products = Math.max(1, (long) count * inputs * outputs);
        int iterations = (int) Math.max(20, Math.min(MOST_ITERATIONS, MOST_WORK / products));
        double[] weights = Lbfgs.minimum(
                (point, gradient) -> model.objective(inputsOfAll, answers, point, gradient),
                model.weights,
                iterations,
                1e-6);
        return new LinearModel(inputs, outputs, means, factors, weights);
    }

    private static void moments(PreparedRows rows, int[] chosen, double[] means, double[] factors) {
        int inputs = rows.inputs();
        for (int i = 0; i < inputs; i++) {
            double sum = 0;
            for (int row : chosen) {
                sum += rows.features()[row * inputs + i];
            }
            double mean = sum / chosen.length;
            double squares = 0;
            for (int row : chosen) {
                double off = rows.features()[row * inputs + i] - mean;
                squares += off * off;
            }
            double sd = Math.sqrt(squares / chosen.length);
            means[i] = mean;
            factors[i] = sd > 1e-6 * Math.max(1, Math.abs(mean)) ? 1 / sd : 0; // floats have seven digits
        }
    }

    private float[] standardised(PreparedRows rows, int[] chosen) {
        float[] all = new float[chosen.length * inputs];
        for (int row = 0; row < chosen.length; row++) {
            for (int i = 0; i < inputs; i++) {
                all[row * inputs + i] = (float) ((rows.features()[chosen[row] * inputs + i] - means[i]) * factors[i]);
            }
        }
        return all;
    }

    /**
     * The outputs for rows as a network has them: logits, or standardised numbers.
     *
     * @return [rows × outputs]
     */
    public float[] outputs(PreparedRows rows) {
        float[] all = new float[rows.count() * outputs];
        double[] of = new double[outputs];
        for (int row = 0; row < rows.count(); row++) {
            apply(standardised(rows, new int[] {row}), 0, weights, of);
            for (int j = 0; j < outputs; j++) {
                all[row * outputs + j] = (float) of[j];
            }
        }
        return all;
    }

    private void apply(float[] features, int row, double[] by, double[] into) {
        for (int j = 0; j < outputs; j++) {
            int at = j * (inputs + 1);
            double sum = by[at + inputs];
            for (int i = 0; i < inputs; i++) {
                sum += by[at + i] * features[row * inputs + i];
            }
            into[j] = sum;
        }
    }

    private double objective(float[] features, TargetEncoding answers, double[] point, double[] gradient) {
        Arrays.fill(gradient, 0);
        int rows = answers.count();
        double[] off = new double[outputs];
        float[] wanted = new float[outputs];
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            apply(features, row, point, off);
            answers.encode(row, wanted);
            loss += answers instanceof TargetEncoding.Classes ? crossEntropy(off, wanted) : squared(off, wanted);
            for (int j = 0; j < outputs; j++) {
                int at = j * (inputs + 1);
                for (int i = 0; i < inputs; i++) {
                    gradient[at + i] += off[j] * features[row * inputs + i];
                }
                gradient[at + inputs] += off[j];
            }
        }
        double penalty = 0;
        for (int j = 0; j < outputs; j++) {
            for (int i = 0; i < inputs; i++) {
                double weight = point[j * (inputs + 1) + i];
                penalty += weight * weight / 2;
                gradient[j * (inputs + 1) + i] += weight;
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rows;
        }
        return (loss + penalty) / rows;
    }

    /** The loss of a row; turns its logits into the derivatives by them. */
    private static double crossEntropy(double[] logits, float[] wanted) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - max);
        }
        double loss = 0;
        for (int j = 0; j < logits.length; j++) {
            double log = logits[j] - max - Math.log(sum);
            loss -= wanted[j] * log;
            logits[j] = Math.exp(log) - wanted[j];
        }
        return loss;
    }

    private static double squared(double[] predicted, float[] wanted) {
        double loss = 0;
        for (int j = 0; j < predicted.length; j++) {
            predicted[j] -= wanted[j];
            loss += predicted[j] * predicted[j] / 2;
        }
        return loss;
    }
}
