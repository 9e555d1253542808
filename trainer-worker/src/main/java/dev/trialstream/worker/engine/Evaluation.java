package dev.trialstream.worker.engine;

/**
 * How a network does on rows that it does not train on meanwhile.
 *
 * @param error share of rows put into a wrong class, 0 to 1
 * @param loss mean of −log p(class of the row), from logits and so without a bound; NaN or infinite where they are
 */
public record Evaluation(double error, double loss) {

    /** Counts rows up. The likeliest class is the first of the largest logits. */
    public static final class Tally {
        private int rows;
        private int wrong;
        private double loss;

        /**
         * @param logits row after row, one number for each class
         * @param labels the class of each row, from {@code first} on
         */
        public void add(float[] logits, int[] labels, int first, int classes) {
            for (int row = 0; row < logits.length / classes; row++) {
                add(logits, row * classes, classes, labels[first + row]);
            }
        }

        public Evaluation evaluation() {
            return new Evaluation((double) wrong / rows, loss / rows);
        }

        private void add(float[] logits, int at, int classes, int label) {
            int best = 0;
            for (int i = 1; i < classes; i++) {
                best = logits[at + i] > logits[at + best] ? i : best;
            }
            double max = logits[at + best];
            double sum = 0;
            for (int i = 0; i < classes; i++) {
                sum += Math.exp(logits[at + i] - max);
            }
            rows++;
            wrong += best == label ? 0 : 1;
            loss += max + Math.log(sum) - logits[at + label];
        }
    }
}
