package dev.trialstream.worker.plan;

import java.util.List;

/**
 * A multi-layer perceptron: hidden layers, then an output layer.
 *
 * @param inputs width of a row
 * @param inputDropout probability with which an input is dropped in training, 0 for none
 * @param head the output layer
 * @param output initializer of the output layer
 */
public record Network(int inputs, double inputDropout, List<DenseLayer> hidden, Head head, Initializer output) {
    public Network {
        hidden = List.copyOf(hidden);
    }
}
