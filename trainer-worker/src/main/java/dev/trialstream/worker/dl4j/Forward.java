package dev.trialstream.worker.dl4j;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows through a network as it is, dropout off. */
final class Forward {
    private Forward() {}

    /**
     * The outputs [rows × outputs] before any softmax, row after row: its probabilities are cut off at 1e-10, which
     * would hide a network that saturates.
     */
    static float[] outputs(MultiLayerNetwork network, INDArray rows) {
        List<INDArray> activations = network.feedForwardToLayer(network.getnLayers() - 2, rows, false);
        INDArray last = activations.get(activations.size() - 1);
        INDArray weights = network.getOutputLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
        INDArray biases = network.getOutputLayer().getParam(DefaultParamInitializer.BIAS_KEY);
        return last.mmul(weights).addiRowVector(biases).dup('c').data().asFloat();
    }
}
