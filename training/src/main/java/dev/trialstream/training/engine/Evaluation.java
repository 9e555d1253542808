package dev.trialstream.training.engine;

import java.util.List;

/** Evaluation of a network on rows, without training. */
public sealed interface Evaluation {
    /** Number of rows. */
    int rows();

    /**
     * Mean of the training loss, without a bound and without class weights; NaN or infinite if the network's outputs
     * are.
     */
    double loss();

    /**
     * Evaluation of a classifier.
     *
     * @param wrong misclassified rows
     * @param logLoss mean of −log p(class of the row), from logits
     * @param calibrationError expected calibration error: rows are put into 15 bins of equal width by the probability
     *     of their most probable class; it is the mean over the rows of the distance, within each bin, between that
     *     probability and the share of correct rows (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017)
     */
    record OfClasses(int rows, int wrong, double loss, double logLoss, List<OfClass> classes, double calibrationError)
            implements Evaluation {
        public OfClasses {
            classes = List.copyOf(classes);
        }

        /** Share of misclassified rows, 0 to 1. */
        public double error() {
            return (double) wrong / rows;
        }

        /** 1 − the mean recall of the classes that have rows; every class has the same weight. */
        public double balancedError() {
            return 1
                    - classes.stream()
                            .filter(c -> c.rows() > 0)
                            .mapToDouble(OfClass::recall)
                            .average()
                            .orElse(Double.NaN);
        }

        /** The mean of the classes' F1, without classes that have no rows and no predictions. */
        public double macroF1() {
            return classes.stream()
                    .filter(c -> c.rows() + c.given() > 0)
                    .mapToDouble(OfClass::f1)
                    .average()
                    .orElse(Double.NaN);
        }

        /**
         * Standard error of {@link #error}: √(p·(1 − p)/n) at p = (wrong + 1)/(n + 2), Laplace's estimate. It is never
         * 0, so that few rows without an error do not look certain. NaN without rows.
         */
        public double errorDeviation() {
            double p = (wrong + 1.0) / (rows + 2.0);
            return rows == 0 ? Double.NaN : Math.sqrt(p * (1 - p) / rows);
        }
    }

    /**
     * Results for one class.
     *
     * @param rows of the class
     * @param given rows of any class that were predicted as this class
     * @param right rows of the class that were predicted correctly
     */
    record OfClass(int rows, int given, int right) {
        /** Share of its rows that were predicted correctly; NaN if it has no rows. */
        public double recall() {
            return rows == 0 ? Double.NaN : (double) right / rows;
        }

        /** The harmonic mean of recall and precision: 2·right/(rows + given). */
        public double f1() {
            return 2.0 * right / (rows + given);
        }
    }

    /**
     * Evaluation of a regression.
     *
     * @param rmse root of the mean squared error, in the target's own unit
     * @param mae mean absolute error, in the target's own unit
     * @param r2 share of the target's variance over these rows that is explained: 1 − the sum of squared errors divided
     *     by that of squared distances from the mean; NaN if the target does not vary
     * @param rmseDeviation standard error of {@code rmse}: s/(2·rmse·√n) by the delta method, with s the standard
     *     deviation of the squared errors; NaN with fewer than two rows, or without any error
     */
    record OfNumbers(int rows, double loss, double rmse, double mae, double r2, double rmseDeviation)
            implements Evaluation {}
}
