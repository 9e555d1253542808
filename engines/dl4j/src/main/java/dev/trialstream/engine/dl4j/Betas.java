package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;

/** β₁ of each step, and the running product, which corrects the bias of a moment that starts at 0. */
final class Betas {
    private final LearningRateSchedule pace;
    private final double beta1;
    private int multiplied;
    private double product = 1;

    Betas(LearningRateSchedule pace, double beta1) {
        this.pace = pace;
        this.beta1 = beta1;
    }

    double at(int iteration) {
        return pace.momentumAt(iteration).orElse(beta1);
    }

    /**
     * The product of {@link #at} from 0 to {@code iteration}, in this order, so that it does not depend on
     * interruptions.
     */
    double product(int iteration) {
        if (pace.momentumAt(0).isEmpty()) {
            return Math.pow(beta1, iteration + 1.0);
        }
        if (multiplied > iteration + 1) {
            multiplied = 0;
            product = 1;
        }
        for (; multiplied <= iteration; multiplied++) {
            product *= at(multiplied);
        }
        return product;
    }
}
