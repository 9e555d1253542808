package dev.trialstream.training.engine;

import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.prepare.TargetEncoding;
import java.util.stream.IntStream;

/** Accumulates an evaluation over chunks of rows. */
public sealed interface EvaluationAccumulator {
    /**
     * @param outputs of the network before any softmax, row by row
     * @param first index of the first of these rows among the answers
     */
    void add(float[] outputs, int first);

    Evaluation evaluation();

    /** @param loss of the training */
    static EvaluationAccumulator of(TargetEncoding answers, Loss loss) {
        return answers instanceof TargetEncoding.Classes classes
                ? new OfClasses(classes, ClassLoss.of(loss))
                : new OfNumbers((TargetEncoding.Numbers) answers, NumberLoss.of(loss));
    }

    /** The predicted class is the first of the largest logits. */
    final class OfClasses implements EvaluationAccumulator {
        private static final int BINS = 15;

        private final TargetEncoding.Classes answers;
        private final ClassLoss ofRow;
        private final int[] rowsOf;
        private final int[] given;
        private final int[] right;
        /** For each bin, the number of correct rows minus the sum of their probabilities. */
        private final double[] tooFew = new double[BINS];

        private int rows;
        private int wrong;
        private double loss;
        private double logLoss;

        private OfClasses(TargetEncoding.Classes answers, ClassLoss ofRow) {
            this.answers = answers;
            this.ofRow = ofRow;
            this.rowsOf = new int[answers.classes()];
            this.given = new int[answers.classes()];
            this.right = new int[answers.classes()];
        }

        @Override
        public void add(float[] logits, int first) {
            int classes = answers.classes();
            for (int row = 0; row < logits.length / classes; row++) {
                add(logits, row * classes, classes, answers.labels()[first + row]);
            }
        }

        @Override
        public Evaluation.OfClasses evaluation() {
            double calibrationError = 0;
            for (double distance : tooFew) {
                calibrationError += Math.abs(distance) / rows;
            }
            return new Evaluation.OfClasses(
                    rows,
                    wrong,
                    loss / rows,
                    logLoss / rows,
                    IntStream.range(0, rowsOf.length)
                            .mapToObj(c -> new Evaluation.OfClass(rowsOf[c], given[c], right[c]))
                            .toList(),
                    calibrationError);
        }

        private void add(float[] logits, int at, int classes, int label) {
            int best = Logits.likeliest(logits, at, classes);
            rows++;
            wrong += best == label ? 0 : 1;
            rowsOf[label]++;
            given[best]++;
            right[label] += best == label ? 1 : 0;
            double logSum = Logits.logSum(logits, at, classes);
            logLoss += logSum - logits[at + label];
            loss += ofRow.of(logits, at, classes, label, null);
            double confidence = Math.exp(logits[at + best] - logSum);
            int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
            tooFew[bin] += (best == label ? 1 : 0) - confidence;
        }
    }

    /** Errors are in the target's own unit, the loss in the standardised one. */
    final class OfNumbers implements EvaluationAccumulator {
        private final TargetEncoding.Numbers answers;
        private final NumberLoss ofRow;
        private final Spread errors = new Spread();
        private final Spread targets = new Spread();
        private int rows;
        private double loss;
        private double absolute;
        private double squared;

        private OfNumbers(TargetEncoding.Numbers answers, NumberLoss ofRow) {
            this.answers = answers;
            this.ofRow = ofRow;
        }

        @Override
        public void add(float[] outputs, int first) {
            for (int row = 0; row < outputs.length; row++) {
                double wanted = answers.values()[first + row];
                loss += ofRow.of(outputs[row] - answers.scale().apply(wanted));
                targets.add(wanted);
                add(answers.scale().invert(outputs[row]) - wanted);
            }
        }

        private void add(double error) {
            rows++;
            absolute += Math.abs(error);
            squared += error * error;
            errors.add(error * error);
        }

        @Override
        public Evaluation.OfNumbers evaluation() {
            double rmse = Math.sqrt(squared / rows);
            double spread = Math.sqrt(errors.squares / (rows - 1));
            double r2 = targets.squares == 0 ? Double.NaN : 1 - squared / targets.squares;
            return new Evaluation.OfNumbers(
                    rows, loss / rows, rmse, absolute / rows, r2, spread / (2 * rmse * Math.sqrt(rows)));
        }

        /** Welford's running mean and sum of squared distances. */
        private static final class Spread {
            private int count;
            private double mean;
            private double squares;

            private void add(double value) {
                count++;
                double before = value - mean;
                mean += before / count;
                squares += before * (value - mean);
            }
        }
    }
}
