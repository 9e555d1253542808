package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.plan.Body;
import dev.trialstream.worker.plan.DenseLayer;
import dev.trialstream.worker.plan.InputShape;
import dev.trialstream.worker.plan.Network;
import dev.trialstream.worker.plan.Optimizer;
import dev.trialstream.worker.plan.Plan;

/**
 * What a training takes of off-heap memory at the very least: weights, gradients, the optimizer's state, and what every
 * layer gives for the rows of a batch, which is kept until the way back.
 *
 * @param weights of the network
 * @param outputs of all its layers, for one row
 */
record Footprint(long weights, long outputs) {

    /** In bytes. */
    static long atLeast(Plan plan) {
        Footprint footprint = of(plan.network());
        long state = Math.multiplyExact(footprint.weights, 2L + moments(plan.optimizer()));
        long batch = plan.epochs() == 0 ? 0 : Math.multiplyExact(footprint.outputs, (long) plan.batchSize());
        return Math.multiplyExact(Math.addExact(state, batch), (long) Float.BYTES);
    }

    static Footprint of(Network network) {
        if (network.body() instanceof Body.Recurrent recurrent) {
            return recurrent(network, recurrent);
        }
        long weights = 0;
        long outputs = 0;
        long width = network.inputs();
        if (network.body() instanceof Body.Convolutional convolutional) {
            InputShape.Image image = (InputShape.Image) network.input();
            long channels = image.channels();
            long height = image.height();
            long across = image.width();
            for (Body.Block block : convolutional.blocks()) {
                long out = (long) block.filters() * block.activation().pieces();
                long kernel = (long) block.kernel() * block.kernel();
                weights += kernel * out * (channels + (block.convolutions() - 1L) * block.filters());
                outputs += block.filters() * height * across * block.convolutions();
                channels = block.filters();
                if (block.pooling() != Body.Pooling.NONE) {
                    height /= 2;
                    across /= 2;
                    outputs += channels * height * across;
                }
            }
            width = channels * height * across;
        }
        for (DenseLayer layer : network.hidden()) {
            weights += width * layer.width() * layer.activation().pieces();
            outputs += layer.width();
            width = layer.width();
        }
        int head = network.head().width();
        return new Footprint(weights + width * head, outputs + head);
    }

    private static Footprint recurrent(Network network, Body.Recurrent body) {
        InputShape.Series series = (InputShape.Series) network.input();
        long weights = 0;
        long outputs = 0;
        long width = series.features();
        for (Body.Cells cells : body.layers()) {
            weights += (width + cells.width()) * cells.width() * (cells.cell() == Body.Cell.LSTM ? 4 : 1);
            outputs += (long) cells.width() * series.steps();
            width = cells.width();
        }
        int head = network.head().width();
        return new Footprint(weights + width * head, outputs + head);
    }

    /** Numbers that an optimizer keeps for each weight. */
    private static int moments(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd) {
            return 0;
        } else if (optimizer instanceof Optimizer.AmsGrad) {
            return 3;
        }
        boolean one = optimizer instanceof Optimizer.Momentum
                || optimizer instanceof Optimizer.Nesterov
                || optimizer instanceof Optimizer.RmsProp;
        return one ? 1 : 2;
    }
}
