package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.LearningRateSchedule;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adam and AMSGrad with moving β₁ or without bias correction; DL4J's own support neither.
 *
 * @param largest whether the step uses the largest second moment so far (Reddi et al. 2018)
 */
record PacedAdam(
        LearningRateSchedule pace,
        double beta1,
        double beta2,
        double epsilon,
        boolean biasCorrection,
        boolean largest,
        Betas betas)
        implements OwnUpdater {
    PacedAdam(
            LearningRateSchedule pace,
            double beta1,
            double beta2,
            double epsilon,
            boolean biasCorrection,
            boolean largest) {
        this(pace, beta1, beta2, epsilon, biasCorrection, largest, new Betas(pace, beta1));
    }

    @Override
    public int slots() {
        return largest ? 3 : 2;
    }

    @Override
    public PacedAdam clone() {
        return this;
    }

    /**
     * The step is η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε), t from 1, or η·m/(√v + ε); if β₁ moves, β₁ᵗ is the product of all
     * so far.
     */
    @Override
    public void step(INDArray gradient, INDArray[] state, int iteration) {
        INDArray m = state[0];
        INDArray v = state[1];
        double beta = betas.at(iteration);
        m.muli(beta).addi(gradient.mul(1 - beta));
        v.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
        if (largest) {
            state[2].assign(Transforms.max(state[2], v, true));
        }
        double correction =
                biasCorrection ? Math.sqrt(1 - Math.pow(beta2, iteration + 1)) / (1 - betas.product(iteration)) : 1;
        INDArray root = Transforms.sqrt(largest ? state[2] : v, true).addi(epsilon);
        gradient.assign(m).muli(pace.rateAt(iteration) * correction).divi(root);
    }
}
