package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.plan.Optimizer;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Optimizers to what DL4J calls updaters. */
final class Updaters {
    private Updaters() {}

    static IUpdater of(Optimizer optimizer, double learningRate) {
        if (optimizer instanceof Optimizer.Sgd) {
            return new Sgd(learningRate);
        } else if (optimizer instanceof Optimizer.Momentum o) {
            return new HeavyBall(learningRate, o.momentum());
        } else if (optimizer instanceof Optimizer.Nesterov o) {
            return new Nesterovs(learningRate, o.momentum());
        } else if (optimizer instanceof Optimizer.RmsProp o) {
            return new RmsProp(learningRate, o.decay(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Adam o) {
            return new Adam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.AdamW o) {
            return new Adam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Nadam o) {
            return new LookAheadAdam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.AmsGrad o) {
            return new AMSGrad(learningRate, o.beta1(), o.beta2(), o.epsilon());
        }
        throw new IllegalStateException("unknown optimizer " + optimizer);
    }

    /** As {@link #of}, but of DL4J's own alone: for what this project has written itself, the nearest. */
    static IUpdater portable(Optimizer optimizer, double learningRate) {
        if (optimizer instanceof Optimizer.Momentum o) {
            return new Nesterovs(learningRate, o.momentum());
        } else if (optimizer instanceof Optimizer.Nadam o) {
            return new Nadam(learningRate, o.beta1(), o.beta2(), o.epsilon());
        }
        return of(optimizer, learningRate);
    }
}
