package dev.trialstream.training.engine;

import java.util.List;

/** How a network does on rows that it does not train on meanwhile. */
public sealed interface Evaluation {
    /** How many there were. */
    int rows();

    /** Mean of what the training minimises, without a bound; NaN or infinite where the network's outputs are. Classes are not weighed. */
    double loss();

    /**
     * Of a classifier.
     *
     * @param wrong rows put into a wrong class
     * @param logLoss mean of −log p(class of the row), from logits
     * @param calibrationError expected calibration error: rows are put into 15 bins of equal width by the probability of
     *     their likeliest class; it is the mean over the rows of the distance between that probability and the share of
     *     right ones, bin by bin (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017)
     */
    record OfClasses(int rows, int wrong, double loss, double logLoss, List<OfClass> classes, double calibrationError)
            implements Evaluation {
        public OfClasses {
            classes = List.copyOf(classes);
        }

        /** Share of rows put into a wrong class, 0 to 1. */
        public double error() {
            return (double) wrong / rows;
        }

        /** 1 less the mean recall of the classes that have rows: every class counts alike. */
        public double balancedError() {
            return 1
                    - classes.stream()
                            .filter(c -> c.rows() > 0)
                            .mapToDouble(OfClass::recall)
                            .average()
                            .orElse(Double.NaN);
        }

        /** The mean over the classes of their F1; classes that have no rows and are given to none are left out. */
        public double macroF1() {
            return classes.stream()
                    .filter(c -> c.rows() + c.given() > 0)
                    .mapToDouble(OfClass::f1)
                    .average()
                    .orElse(Double.NaN);
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
     * One class.
     *
     * @param rows of it
     * @param given rows, of whatever class, that were put into it
     * @param right rows of it that were put into it
     */
    record OfClass(int rows, int given, int right) {
        /** Share of its rows put into it; not a number where it has none. */
        public double recall() {
            return rows == 0 ? Double.NaN : (double) right / rows;
        }

        /** The harmonic mean of recall and precision: 2·right/(rows + given). */
        public double f1() {
            return 2.0 * right / (rows + given);
        }
    }

    /**
     * Of a network that gives numbers.
     *
     * @param rmse root of the mean squared error, in the target's own unit
     * @param mae mean absolute error, in the target's own unit
     * @param r2 share of the target's variance over these rows that is explained: 1 less the sum of squared errors over that
     *     of squared distances from the mean; not a number where the target does not vary
     * @param rmseDeviation standard error of {@code rmse}: s/(2·rmse·√n), s being the standard deviation of the squared
     *     errors, by the delta method; not a number where there are fewer than two rows, or no errors at all
     */
    record OfNumbers(int rows, double loss, double rmse, double mae, double r2, double rmseDeviation)
            implements Evaluation {}
}
