package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Momentum, plain or with look-ahead. DL4J's {@code Nesterovs} always looks ahead, and has the rate inside its
 * velocity, so a change of the rate also changes past steps.
 */
record HeavyBall(LearningRateSchedule pace, double momentum, boolean ahead) implements OwnUpdater {
    @Override
    public int slots() {
        return 1;
    }

    @Override
    public HeavyBall clone() {
        return this;
    }

    /** v ← μ·v + g; the step is η·v, or with look-ahead η·(g + μ·v). */
    @Override
    public void step(INDArray gradient, INDArray[] state, int iteration) {
        INDArray velocity = state[0];
        double mu = pace.momentumAt(iteration).orElse(momentum);
        velocity.muli(mu).addi(gradient);
        if (ahead) {
            gradient.addi(velocity.mul(mu)).muli(pace.rateAt(iteration));
        } else {
            gradient.assign(velocity).muli(pace.rateAt(iteration));
        }
    }
}
