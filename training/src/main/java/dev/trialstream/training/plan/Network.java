package dev.trialstream.training.plan;

import java.util.List;

/**
 * A network: a body, which turns a row into features, and an output layer.
 *
 * @param input layout of a row
 * @param inputDropout probability of dropping an input in training, 0 for none
 * @param head the output layer
 * @param output initializer of the output layer
 */
public record Network(InputShape input, double inputDropout, Body body, Head head, Initializer output) {

    /** Number of values in a row. */
    public int inputs() {
        return input.size();
    }

    /** Whether any layer has batch normalisation. */
    public boolean normalises() {
        if (body instanceof Body.Convolutional images
                && images.blocks().stream().anyMatch(Body.Block::batchNorm)) {
            return true;
        }
        boolean series = body instanceof Body.Recurrent recurrent && recurrent.batchNorm();
        return series || hidden().stream().anyMatch(DenseLayer::batchNorm);
    }

    /** The dense hidden layers. */
    public List<DenseLayer> hidden() {
        if (body instanceof Body.Perceptron perceptron) {
            return perceptron.layers();
        }
        return body instanceof Body.Convolutional convolutional
                ? convolutional.dense()
                : ((Body.Recurrent) body).dense();
    }
}
