package dev.trialstream.engine.dl4j;

import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * x·σ(k·x): swish for k = 1 (Ramachandran et al. 2017), and within 0.02 gelu for k = 1.702 (Hendrycks and Gimpel 2016).
 * In training it replaces DL4J's, whose gradients divide infinity by infinity from k·x = 44.4 on: one outlier among the
 * standardised inputs can end a training. The values are the same.
 */
public final class SelfGated extends BaseActivationFunction {
    private static final long serialVersionUID = 1;

    private final double steepness;

    /** @param steepness k, above 0 */
    public SelfGated(@JsonProperty("steepness") double steepness) {
        this.steepness = steepness;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return in.muli(gate(in));
    }

    /** Derivative by x: σ·(1 + k·x·(1 − σ)). */
    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        INDArray gate = gate(in);
        INDArray slope = in.muli(steepness).muli(gate.rsub(1)).addi(1).muli(gate);
        return new Pair<>(slope.muli(epsilon), null);
    }

    private INDArray gate(INDArray in) {
        return Transforms.sigmoid(in.mul(steepness), false);
    }

    public double getSteepness() {
        return steepness;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SelfGated it && it.steepness == steepness;
    }

    @Override
    public int hashCode() {
        return Objects.hash(steepness);
    }

    @Override
    public String toString() {
        return "x·sigmoid(" + steepness + "·x)";
    }
}
