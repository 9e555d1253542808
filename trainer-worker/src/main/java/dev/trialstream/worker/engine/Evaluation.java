package dev.trialstream.worker.engine;

/** How a network does on rows that it does not train on meanwhile. */
public sealed interface Evaluation {
    /** How many there were. */
    int rows();

    /** Mean of what the training minimises, without a bound; NaN or infinite where the network's outputs are. */
    double loss();

    /**
     * Of a classifier.
     *
     * @param wrong rows put into a wrong class
     * @param loss mean of −log p(class of the row), from logits
     */
    record OfClasses(int rows, int wrong, double loss) implements Evaluation {
        /** Share of rows put into a wrong class, 0 to 1. */
        public double error() {
            return (double) wrong / rows;
        }

        /**
         * Standard error of {@link #error}: √(p·(1 − p)/n) at p = (wrong + 1)/(n + 2), Laplace's estimate, so that few
         * rows without a wrong one are not taken for certain: it is never 0. Not a number where there are no rows.
         */
        public double errorDeviation() {
            double p = (wrong + 1.0) / (rows + 2.0);
            return rows == 0 ? Double.NaN : Math.sqrt(p * (1 - p) / rows);
        }
    }

    /**
     * Of a network that gives numbers.
     *
     * @param loss mean squared error of the standardised target
     * @param rmse root of the mean squared error, in the target's own unit
     * @param mae mean absolute error, in the target's own unit
     * @param rmseDeviation standard error of {@code rmse}: s/(2·rmse·√n), s being the standard deviation of the squared
     *     errors, by the delta method; not a number where there are fewer than two rows, or no errors at all
     */
    record OfNumbers(int rows, double loss, double rmse, double mae, double rmseDeviation) implements Evaluation {}
}
