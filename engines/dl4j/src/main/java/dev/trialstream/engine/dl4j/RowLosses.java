package dev.trialstream.engine.dl4j;

import dev.trialstream.training.engine.ClassLoss;
import dev.trialstream.training.engine.NumberLoss;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Losses that DL4J lacks. They exist only in memory: a delivered model needs no loss, so it gets one of DL4J's own and
 * loads without these.
 */
abstract sealed class RowLosses implements ILossFunction {
    private static final long serialVersionUID = 1;

    /** The loss of one row, and its derivative by each of the network's outputs before any activation. */
    abstract double of(float[] outputs, int at, int width, float[] labels, double[] gradient);

    /** @param scale factor for the outputs of a cosine head; otherwise 1 */
    static ILossFunction of(ClassLoss loss, double scale) {
        return new OfClasses(loss, (float) scale);
    }

    static ILossFunction of(NumberLoss loss) {
        return new OfNumbers(loss);
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray outputs, IActivation activation, @Nullable INDArray mask, boolean average) {
        double sum =
                computeScoreArray(labels, outputs, activation, mask).sumNumber().doubleValue();
        return average ? sum / outputs.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray outputs, IActivation activation, @Nullable INDArray mask) {
        float[] scores = new float[(int) outputs.size(0)];
        walk(labels, outputs, scores, null);
        return Nd4j.create(scores, new long[] {scores.length, 1}, 'c');
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray outputs, IActivation activation, @Nullable INDArray mask) {
        float[] gradients = new float[(int) outputs.length()];
        walk(labels, outputs, null, gradients);
        return Nd4j.create(gradients, outputs.shape(), 'c').castTo(DataType.FLOAT);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray outputs, IActivation activation, @Nullable INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, outputs, activation, mask, average),
                computeGradient(labels, outputs, activation, mask));
    }

    private void walk(INDArray labels, INDArray outputs, float @Nullable [] scores, float @Nullable [] gradients) {
        float[] z = outputs.dup('c').data().asFloat();
        float[] y = labels.dup('c').data().asFloat();
        int width = (int) outputs.size(1);
        double[] gradient = new double[width];
        for (int row = 0; row < outputs.size(0); row++) {
            double loss = of(z, row * width, width, y, gradient);
            if (scores != null) {
                scores[row] = (float) loss;
            }
            if (gradients != null) {
                for (int j = 0; j < width; j++) {
                    gradients[row * width + j] = (float) gradient[j];
                }
            }
        }
    }

    @Override
    public String name() {
        return getClass().getSimpleName();
    }

    /**
     * For one-hot labels, each multiplied by the weight of its row. A mask could also carry the weight, but DL4J
     * applies it to the outputs before the softmax too.
     */
    static final class OfClasses extends RowLosses {
        private static final long serialVersionUID = 1;

        private final transient ClassLoss loss;
        private final float scale;

        private OfClasses(ClassLoss loss, float scale) {
            this.loss = loss;
            this.scale = scale;
        }

        @Override
        double of(float[] outputs, int at, int width, float[] labels, double[] gradient) {
            int label = 0;
            for (int j = 0; j < width; j++) {
                outputs[at + j] *= scale;
                label = labels[at + j] > labels[at + label] ? j : label;
            }
            double weight = labels[at + label];
            double value = loss.of(outputs, at, width, label, gradient);
            for (int j = 0; j < width; j++) {
                gradient[j] *= scale * weight;
            }
            return weight * value;
        }
    }

    /** For one number. */
    static final class OfNumbers extends RowLosses {
        private static final long serialVersionUID = 1;

        private final transient NumberLoss loss;

        private OfNumbers(NumberLoss loss) {
            this.loss = loss;
        }

        @Override
        double of(float[] outputs, int at, int width, float[] labels, double[] gradient) {
            double error = (double) outputs[at] - labels[at];
            gradient[0] = loss.slope(error);
            return loss.of(error);
        }
    }
}
