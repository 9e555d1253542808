package dev.trialstream.worker.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain momentum: DL4J's {@code Nesterovs} looks ahead. */
record HeavyBall(double learningRate, double momentum) implements OwnUpdater {
    @Override
    public int slots() {
        return 1;
    }

    @Override
    public HeavyBall clone() {
        return this;
    }

    /** v ← μ·v + g; the step is η·v. */
    @Override
    public void step(INDArray gradient, INDArray[] state, int iteration) {
        INDArray velocity = state[0];
        velocity.muli(momentum).addi(gradient);
        gradient.assign(velocity).muli(learningRate);
    }
}
