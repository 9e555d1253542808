package dev.trialstream.training.metric;

/** Probabilities of a classifier, computed in double precision from its logits. */
final class Softmax {
    private static final double DIGITS = 1e9;

    private final float[] logits;
    private final int classes;
    private final int[] likeliest;
    /** Logarithm of the sum of the exponentials, of each row. */
    private final double[] logSums;

    /** @param logits row by row, {@code classes} each */
    Softmax(float[] logits, int classes) {
        this.logits = logits;
        this.classes = classes;
        this.likeliest = new int[logits.length / classes];
        this.logSums = new double[likeliest.length];
        for (int row = 0; row < likeliest.length; row++) {
            likeliest[row] = Logits.likeliest(logits, row * classes, classes);
            logSums[row] = Logits.logSum(logits, row * classes, classes);
        }
    }

    int classes() {
        return classes;
    }

    /** The first of the most probable classes of each row. */
    int[] likeliest() {
        return likeliest;
    }

    /** The natural logarithm of a probability. */
    double logProbability(int row, int label) {
        return logits[row * classes + label] - logSums[row];
    }

    /** Whether every logit is finite. */
    boolean isFinite() {
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The logarithm of p/(1 − p) of a class in each row, to nine digits after the point: rows with the same logits in
     * another order are equal. It ranks the rows as p does, also where p rounds to 0 or 1.
     */
    double[] logOdds(int label) {
        double[] odds = new double[likeliest.length];
        for (int row = 0; row < odds.length; row++) {
            double own = logits[row * classes + label];
            double exact = label == likeliest[row]
                    ? own - logSumOfOthers(row, label)
                    : own - logSums[row] - Math.log1p(-Math.exp(own - logSums[row]));
            odds[row] = Math.rint(exact * DIGITS) / DIGITS;
        }
        return odds;
    }

    private double logSumOfOthers(int row, int label) {
        int at = row * classes;
        double max = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < classes; other++) {
            max = other == label ? max : Math.max(max, logits[at + other]);
        }
        double sum = 0;
        for (int other = 0; other < classes; other++) {
            sum += other == label ? 0 : Math.exp(logits[at + other] - max);
        }
        return max + Math.log(sum);
    }
}
