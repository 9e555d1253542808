package dev.trialstream.worker.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Nadam: DL4J's own leaves the second moment uncorrected, which makes the first steps 1/√(1 − β₂) times too long. */
record LookAheadAdam(double learningRate, double beta1, double beta2, double epsilon) implements OwnUpdater {
    @Override
    public int slots() {
        return 2;
    }

    @Override
    public LookAheadAdam clone() {
        return this;
    }

    /** The step is η·(β₁·m̂ + (1 − β₁)·g / (1 − β₁ᵗ)) / (√v̂ + ε), t from 1. */
    @Override
    public void step(INDArray gradient, INDArray[] state, int iteration) {
        INDArray m = state[0];
        INDArray v = state[1];
        m.muli(beta1).addi(gradient.mul(1 - beta1));
        v.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
        double first = 1 - Math.pow(beta1, iteration + 1);
        double second = 1 - Math.pow(beta2, iteration + 1);
        gradient.muli((1 - beta1) * learningRate / first).addi(m.mul(beta1 * learningRate / first));
        gradient.divi(Transforms.sqrt(v.mul(1 / second), false).addi(epsilon));
    }
}
