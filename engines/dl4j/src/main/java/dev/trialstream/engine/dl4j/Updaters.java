package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;
import dev.trialstream.training.plan.Optimizer;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Maps optimizers to DL4J's updaters, or to our own where DL4J's do not match the plan. */
final class Updaters {
    private Updaters() {}

    static IUpdater of(Optimizer optimizer, LearningRateSchedule pace) {
        if (optimizer instanceof Optimizer.Momentum o) {
            return new HeavyBall(pace, o.momentum(), false);
        } else if (optimizer instanceof Optimizer.Nadam o) {
            return new LookAheadAdam(pace, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Nesterov o && !pace.isConstant()) {
            return new HeavyBall(pace, o.momentum(), true);
        }
        boolean moves = pace.momentumAt(0).isPresent();
        if (optimizer instanceof Optimizer.Adam o && (moves || !o.biasCorrection())) {
            return new PacedAdam(pace, o.beta1(), o.beta2(), o.epsilon(), o.biasCorrection(), false);
        } else if (optimizer instanceof Optimizer.AdamW o && (moves || !o.biasCorrection())) {
            return new PacedAdam(pace, o.beta1(), o.beta2(), o.epsilon(), o.biasCorrection(), false);
        } else if (optimizer instanceof Optimizer.AmsGrad o && moves) {
            return new PacedAdam(pace, o.beta1(), o.beta2(), o.epsilon(), true, true);
        }
        IUpdater updater = portable(optimizer, pace.rateAt(0));
        if (!pace.isConstant()) {
            updater.setLrAndSchedule(Double.NaN, new PaceSchedule(pace));
        }
        return updater;
    }

    /** Only DL4J's own, at a fixed rate; the closest one for an optimizer of this project. */
    static IUpdater portable(Optimizer optimizer, double learningRate) {
        if (optimizer instanceof Optimizer.Sgd) {
            return new Sgd(learningRate);
        } else if (optimizer instanceof Optimizer.Momentum o) {
            return new Nesterovs(learningRate, o.momentum());
        } else if (optimizer instanceof Optimizer.Nesterov o) {
            return new Nesterovs(learningRate, o.momentum());
        } else if (optimizer instanceof Optimizer.RmsProp o) {
            return new RmsProp(learningRate, o.decay(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Adam o) {
            return new Adam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.AdamW o) {
            return new Adam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Nadam o) {
            return new Nadam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.AmsGrad o) {
            return new AMSGrad(learningRate, o.beta1(), o.beta2(), o.epsilon());
        }
        throw new IllegalStateException("unknown optimizer " + optimizer);
    }
}
