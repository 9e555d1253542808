package dev.trialstream.worker.engine;

import dev.trialstream.worker.prepare.Answers;

/** Adds up how a network does, some rows at a time. */
public sealed interface Tally {
    /**
     * @param outputs of the network before any softmax, row after row
     * @param first of these rows among those that the tally has the answers to
     */
    void add(float[] outputs, int first);

    Evaluation evaluation();

    static Tally of(Answers answers) {
        return answers instanceof Answers.Classes classes
                ? new OfClasses(classes)
                : new OfNumbers((Answers.Numbers) answers);
    }

    /** The likeliest class is the first of the largest logits. */
    final class OfClasses implements Tally {
        private final Answers.Classes answers;
        private int rows;
        private int wrong;
        private double loss;

        private OfClasses(Answers.Classes answers) {
            this.answers = answers;
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
            return new Evaluation.OfClasses(rows, wrong, loss / rows);
        }

        private void add(float[] logits, int at, int classes, int label) {
            int best = Logits.likeliest(logits, at, classes);
            rows++;
            wrong += best == label ? 0 : 1;
            loss += Logits.logSum(logits, at, classes) - logits[at + label];
        }
    }

    /** Errors are of the numbers in the target's own unit, the loss is of the standardised ones. */
    final class OfNumbers implements Tally {
        private final Answers.Numbers answers;
        private int rows;
        private double loss;
        private double absolute;
        private double squared;
        /** Welford's running mean of the squared errors, and the sum of their squared deviations from it. */
        private double mean;

        private double deviations;

        private OfNumbers(Answers.Numbers answers) {
            this.answers = answers;
        }

        @Override
        public void add(float[] outputs, int first) {
            for (int row = 0; row < outputs.length; row++) {
                double wanted = answers.values()[first + row];
                double standardised = outputs[row] - answers.scale().apply(wanted);
                loss += standardised * standardised;
                add(answers.scale().invert(outputs[row]) - wanted);
            }
        }

        private void add(double error) {
            rows++;
            absolute += Math.abs(error);
            squared += error * error;
            double before = error * error - mean;
            mean += before / rows;
            deviations += before * (error * error - mean);
        }

        @Override
        public Evaluation.OfNumbers evaluation() {
            double rmse = Math.sqrt(squared / rows);
            double spread = Math.sqrt(deviations / (rows - 1));
            return new Evaluation.OfNumbers(
                    rows, loss / rows, rmse, absolute / rows, spread / (2 * rmse * Math.sqrt(rows)));
        }
    }
}
