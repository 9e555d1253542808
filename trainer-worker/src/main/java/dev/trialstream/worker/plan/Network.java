package dev.trialstream.worker.plan;

import java.util.List;

/**
 * A classifier: hidden layers, then an output layer with a softmax over the classes.
 *
 * @param inputs width of a row
 * @param inputDropout probability with which an input is dropped in training, 0 for none
 * @param output initializer of the output layer
 */
public record Network(int inputs, double inputDropout, List<DenseLayer> hidden, int classes, Initializer output) {
    public Network {
        hidden = List.copyOf(hidden);
    }
}
