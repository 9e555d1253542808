package dev.trialstream.training.engine;

import dev.trialstream.training.metric.Logits;
import dev.trialstream.training.plan.Loss;
import org.jspecify.annotations.Nullable;

/** The arithmetic of a classification {@link Loss}, in double precision, for any engine. */
@FunctionalInterface
public interface ClassLoss {
    /**
     * The loss of one row.
     *
     * @param logits {@code classes} of them, from {@code at} on; those of a cosine head are already scaled
     * @param gradient output for its derivative by each logit; null if not needed
     */
    double of(float[] logits, int at, int classes, int label, double @Nullable [] gradient);

    /** @throws IllegalArgumentException if it is a regression loss */
    static ClassLoss of(Loss loss) {
        if (loss instanceof Loss.CrossEntropy) {
            return ClassLoss::crossEntropy;
        } else if (loss instanceof Loss.Focal focal) {
            return (logits, at, classes, label, gradient) -> focal(focal.gamma(), logits, at, classes, label, gradient);
        } else if (loss instanceof Loss.Ldam ldam) {
            return (logits, at, classes, label, gradient) -> ldam(ldam, logits, at, classes, label, gradient);
        }
        throw new IllegalArgumentException("no loss of classes: " + loss);
    }

    private static double crossEntropy(float[] logits, int at, int classes, int label, double @Nullable [] gradient) {
        double logSum = Logits.logSum(logits, at, classes);
        if (gradient != null) {
            for (int j = 0; j < classes; j++) {
                gradient[j] = Math.exp(logits[at + j] - logSum) - (j == label ? 1 : 0);
            }
        }
        return logSum - logits[at + label];
    }

    /**
     * With u = log p of the row's class, the derivative by u is γ·(1 − p)^(γ−1)·p·u − (1 − p)^γ, and that of u by z_j
     * is 1_y − p_j.
     */
    private static double focal(
            double gamma, float[] logits, int at, int classes, int label, double @Nullable [] gradient) {
        double u = -crossEntropy(logits, at, classes, label, gradient);
        double p = Math.exp(u);
        double rest = -Math.expm1(u);
        double weight = Math.pow(rest, gamma);
        if (gradient != null) {
            double byU = (rest == 0 ? 0 : gamma * weight / rest * p * u) - weight;
            for (int j = 0; j < classes; j++) {
                gradient[j] *= -byU;
            }
        }
        return -weight * u;
    }

    private static double ldam(
            Loss.Ldam loss, float[] logits, int at, int classes, int label, double @Nullable [] gradient) {
        double own = logits[at + label] - loss.scale() * loss.margins().get(label);
        double max = own;
        for (int j = 0; j < classes; j++) {
            max = j == label ? max : Math.max(max, logits[at + j]);
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += Math.exp((j == label ? own : logits[at + j]) - max);
        }
        double logSum = max + Math.log(sum);
        if (gradient != null) {
            for (int j = 0; j < classes; j++) {
                gradient[j] = j == label ? Math.exp(own - logSum) - 1 : Math.exp(logits[at + j] - logSum);
            }
        }
        return logSum - own;
    }
}
