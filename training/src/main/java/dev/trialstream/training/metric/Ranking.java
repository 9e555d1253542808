package dev.trialstream.training.metric;

import java.util.Arrays;

/**
 * How well a score tells the rows of one class from the others: ROC AUC and average precision, with the derivative of
 * each by the weight of each row. Rows of equal score form a block.
 */
final class Ranking {
    private final boolean[] positive;
    /** Block of each row, from the highest score. */
    private final int[] blockOf;

    private final int[] positives;
    private final int[] negatives;
    private final int allPositives;
    private final int allNegatives;

    /** @param scores higher for rows that are more likely of the class; finite or infinite, never NaN */
    Ranking(double[] scores, boolean[] positive) {
        double[] distinct =
                Arrays.stream(scores).map(Ranking::unsigned).sorted().distinct().toArray();
        this.positive = positive;
        this.blockOf = new int[scores.length];
        this.positives = new int[distinct.length];
        this.negatives = new int[distinct.length];
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            int block = distinct.length - 1 - Arrays.binarySearch(distinct, unsigned(scores[row]));
            blockOf[row] = block;
            (positive[row] ? positives : negatives)[block]++;
            count += positive[row] ? 1 : 0;
        }
        this.allPositives = count;
        this.allNegatives = scores.length - count;
    }

    /** −0 is 0. */
    private static double unsigned(double score) {
        return score == 0 ? 0 : score;
    }

    /** Whether there are rows of the class and others. */
    boolean isDefined() {
        return allPositives > 0 && allNegatives > 0;
    }

    /**
     * Area under the ROC curve: the chance that a row of the class scores higher than another row, where a tie counts
     * half. The derivatives are the components of DeLong, DeLong and Clarke-Pearson (1988).
     *
     * @param derivatives output: added to, multiplied by {@code share}
     */
    double rocAuc(double[] derivatives, double share) {
        double[] below = new double[positives.length]; // share of the other rows that score lower
        double[] above = new double[positives.length]; // share of the class's rows that score higher
        int seenPositives = 0;
        int seenNegatives = 0;
        double auc = 0;
        for (int block = 0; block < positives.length; block++) {
            below[block] = (allNegatives - seenNegatives - negatives[block] / 2.0) / allNegatives;
            above[block] = (seenPositives + positives[block] / 2.0) / allPositives;
            auc += below[block] * positives[block] / allPositives;
            seenPositives += positives[block];
            seenNegatives += negatives[block];
        }
        for (int row = 0; row < blockOf.length; row++) {
            derivatives[row] += share
                    * (positive[row]
                            ? (below[blockOf[row]] - auc) / allPositives
                            : (above[blockOf[row]] - auc) / allNegatives);
        }
        return auc;
    }

    /**
     * Average precision: the mean over the rows of the class of the precision among the rows that score at least as
     * high. This is the sum of Δrecall·precision over the thresholds, without interpolation.
     *
     * @param derivatives output: added to, multiplied by {@code share}
     */
    double averagePrecision(double[] derivatives, double share) {
        int blocks = positives.length;
        double[] precision = new double[blocks];
        double[] byPositive = new double[blocks + 1]; // what one more row of the class changes at lower thresholds
        double[] byAny = new double[blocks + 1]; // what one more row of any class changes there
        double found = 0;
        double taken = 0;
        double average = 0;
        for (int block = 0; block < blocks; block++) {
            found += positives[block];
            taken += positives[block] + negatives[block];
            precision[block] = found / taken;
            average += precision[block] * positives[block] / allPositives;
            byPositive[block] = positives[block] / taken / allPositives;
            byAny[block] = positives[block] * found / (taken * taken) / allPositives;
        }
        for (int block = blocks - 1; block >= 0; block--) {
            byPositive[block] += byPositive[block + 1];
            byAny[block] += byAny[block + 1];
        }
        for (int row = 0; row < blockOf.length; row++) {
            int block = blockOf[row];
            double own = positive[row] ? (precision[block] - average) / allPositives + byPositive[block] : 0;
            derivatives[row] += share * (own - byAny[block]);
        }
        return average;
    }
}
