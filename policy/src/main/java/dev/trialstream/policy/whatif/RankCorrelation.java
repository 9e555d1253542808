package dev.trialstream.policy.whatif;

import java.util.List;

/** Spearman's rank correlation: Pearson's correlation of the ranks; equal values share their mean rank. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /** From −1 to 1; NaN with fewer than three pairs, or if all values on one side are equal. */
    public static double of(List<Double> one, List<Double> other) {
        int n = one.size();
        if (n < 3 || other.size() != n) {
            return Double.NaN;
        }
        double[] x = ranks(one);
        double[] y = ranks(other);
        double mean = (n + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xy / Math.sqrt(xx * yy);
    }

    private static double[] ranks(List<Double> values) {
        double[] ranks = new double[values.size()];
        for (int i = 0; i < ranks.length; i++) {
            int below = 0;
            int equal = 0;
            for (double other : values) {
                below += other < values.get(i) ? 1 : 0;
                equal += other == values.get(i) ? 1 : 0;
            }
            ranks[i] = below + (equal + 1) / 2.0;
        }
        return ranks;
    }
}
