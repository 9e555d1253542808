package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.Clipping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Measures gradients and steps, and clips gradients, between DL4J's backward pass and its optimizer. DL4J updates the
 * running means of batch normalisation through gradients; these are not gradients and are left alone.
 */
final class GradientWatch extends BaseTrainingListener {
    private static final List<String> NO_GRADIENT = List.of("mean", "var", "log10stdev");

    private final Clipping clipping;
    private final List<INDArray> gradients = new ArrayList<>();
    private final List<INDArray> parameters = new ArrayList<>();
    private boolean measures;
    private int measured;
    private double norms;
    private double ratios;

    GradientWatch(Clipping clipping) {
        this.clipping = clipping;
    }

    /** Sets whether the next step is measured. */
    void next(boolean measure) {
        measures = measure;
    }

    /** Resets the measurements. */
    void reset() {
        measured = 0;
        norms = 0;
        ratios = 0;
    }

    /** Mean norm of the gradient over the measured steps; NaN if there were none. */
    double gradientNorm() {
        return norms / measured;
    }

    /** Norm of the step divided by that of the weights, mean over the measured steps. */
    double updateRatio() {
        return ratios / measured;
    }

    /** Here DL4J has the sum over the rows; it divides by their number later. */
    @Override
    public void onGradientCalculation(Model model) {
        boolean clips = clipping.norm() > 0 || clipping.value() > 0;
        if (!measures && !clips) {
            return;
        }
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        find(network);
        double rows = network.batchSize();
        double norm = measures || clipping.norm() > 0 ? norm(gradients) / rows : 0;
        if (measures) {
            norms += norm;
            measured++;
        }
        if (clipping.value() > 0) {
            double most = clipping.value() * rows;
            gradients.forEach(part -> Transforms.max(Transforms.min(part, most, false), -most, false));
            norm = clipping.norm() > 0 ? norm(gradients) / rows : 0;
        }
        if (clipping.norm() > 0 && norm > clipping.norm()) {
            double share = clipping.norm() / norm;
            gradients.forEach(part -> part.muli(share));
        }
    }

    /** Here the gradients contain the values subtracted from the parameters. */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (measures) {
            ratios += norm(gradients) / norm(parameters);
        }
    }

    static double norm(List<INDArray> parts) {
        double squares = 0;
        for (INDArray part : parts) {
            double length = part.norm2Number().doubleValue();
            squares += length * length;
        }
        return Math.sqrt(squares);
    }

    private void find(MultiLayerNetwork network) {
        if (gradients.isEmpty()) {
            gradients.addAll(learnt(network, network.getFlattenedGradients()));
            parameters.addAll(learnt(network, network.params()));
        }
    }

    /** The parts of {@code flat}, an array as long as the parameters, that belong to parameters with a gradient. */
    private static List<INDArray> learnt(MultiLayerNetwork network, INDArray flat) {
        INDArray all = flat.rank() == 1 ? flat : flat.reshape(flat.length());
        List<INDArray> parts = new ArrayList<>();
        long from = 0;
        long at = 0;
        for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
            long end = at + parameter.getValue().length();
            String kind = parameter.getKey().substring(parameter.getKey().indexOf('_') + 1);
            if (NO_GRADIENT.contains(kind)) {
                if (at > from) {
                    parts.add(all.get(NDArrayIndex.interval(from, at)));
                }
                from = end;
            }
            at = end;
        }
        if (at > from) {
            parts.add(all.get(NDArrayIndex.interval(from, at)));
        }
        return parts;
    }
}
