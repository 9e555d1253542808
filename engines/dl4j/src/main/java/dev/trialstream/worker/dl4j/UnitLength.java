package dev.trialstream.worker.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Divides each row by its length; the features of a cosine head need this. DL4J has no such layer, so the delivered
 * model names this class and loads only with this project on the class path.
 */
public final class UnitLength extends BaseActivationFunction {
    private static final long serialVersionUID = 1;
    /** Smallest divisor; a row of zeros stays unchanged. */
    private static final double LEAST = 1e-12;

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return in.diviColumnVector(lengths(in));
    }

    /** By x: (ε − u·(u·ε))/|x|, with u = x/|x|. */
    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        INDArray lengths = lengths(in);
        INDArray unit = in.divColumnVector(lengths);
        INDArray along = unit.mul(epsilon).sum(true, 1);
        INDArray gradient = epsilon.sub(unit.mulColumnVector(along)).diviColumnVector(lengths);
        return new Pair<>(gradient, null);
    }

    private static INDArray lengths(INDArray in) {
        return in.norm2(true, 1).addi(LEAST);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitLength;
    }

    @Override
    public int hashCode() {
        return UnitLength.class.hashCode();
    }

    @Override
    public String toString() {
        return "unit length";
    }
}
