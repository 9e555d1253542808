package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Nadam. DL4J's own does not correct the second moment, which makes the first steps 1/√(1 − β₂) times too long. */
record LookAheadAdam(LearningRateSchedule pace, double beta1, double beta2, double epsilon, Betas betas)
        implements OwnUpdater {
    LookAheadAdam(LearningRateSchedule pace, double beta1, double beta2, double epsilon) {
        this(pace, beta1, beta2, epsilon, new Betas(pace, beta1));
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public LookAheadAdam clone() {
        return this;
    }

    /**
     * The step is η·(β₁·m̂ + (1 − β₁)·g / (1 − β₁ᵗ)) / (√v̂ + ε), t from 1; if β₁ moves, β₁ᵗ is the product of all so
     * far.
     */
    @Override
    public void step(INDArray gradient, INDArray[] state, int iteration) {
        INDArray m = state[0];
        INDArray v = state[1];
        double beta = betas.at(iteration);
        double rate = pace.rateAt(iteration);
        m.muli(beta).addi(gradient.mul(1 - beta));
        v.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
        double first = 1 - betas.product(iteration);
        double second = 1 - Math.pow(beta2, iteration + 1);
        gradient.muli((1 - beta) * rate / first).addi(m.mul(beta * rate / first));
        gradient.divi(Transforms.sqrt(v.mul(1 / second), false).addi(epsilon));
    }
}
