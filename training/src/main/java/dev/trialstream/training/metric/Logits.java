package dev.trialstream.training.metric;

/** A classifier's output for a row: {@code classes} numbers of {@code logits}, from {@code at} on. */
public final class Logits {
    private Logits() {}

    /** The first of the classes with the largest logit. */
    public static int likeliest(float[] logits, int at, int classes) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            best = logits[at + i] > logits[at + best] ? i : best;
        }
        return best;
    }

    /** The logarithm of the sum of their exponentials; a logit minus this is the logarithm of a probability. */
    public static double logSum(float[] logits, int at, int classes) {
        double max = logits[at + likeliest(logits, at, classes)];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(logits[at + i] - max);
        }
        return max + Math.log(sum);
    }
}
