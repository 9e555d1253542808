package dev.trialstream.engine.dl4j;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward passes of a network, with dropout off. */
final class Forward {
    private Forward() {}

    /**
     * The outputs [rows × outputs] before any softmax, row by row. The softmax's probabilities are cut off at 1e-10,
     * which would hide a saturated network.
     *
     * @param scale factor for the weights of the output layer
     */
    static float[] outputs(MultiLayerNetwork network, INDArray rows, @Nullable INDArray mask, double scale) {
        List<INDArray> activations = activations(network, rows, mask);
        INDArray last = activations.get(activations.size() - 1);
        INDArray features = last.rank() == 2 ? last : last.dup('c').reshape('c', last.size(0), -1);
        INDArray weights = network.getOutputLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
        INDArray outputs = features.mmul(scale == 1 ? weights : weights.mul(scale));
        if (network.getOutputLayer().paramTable().containsKey(DefaultParamInitializer.BIAS_KEY)) {
            outputs.addiRowVector(network.getOutputLayer().getParam(DefaultParamInitializer.BIAS_KEY));
        }
        return outputs.dup('c').data().asFloat();
    }

    /** The rows, and the output of each layer but the last. */
    static List<INDArray> activations(MultiLayerNetwork network, INDArray rows, @Nullable INDArray mask) {
        if (mask == null) {
            return network.feedForwardToLayer(network.getnLayers() - 2, rows, false);
        }
        network.setLayerMaskArrays(mask, null);
        try {
            return network.feedForwardToLayer(network.getnLayers() - 2, rows, false);
        } finally {
            network.clearLayerMaskArrays();
        }
    }
}
