package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.plan.Body;
import dev.trialstream.worker.plan.DenseLayer;
import dev.trialstream.worker.plan.InputShape;
import dev.trialstream.worker.plan.Network;
import dev.trialstream.worker.plan.Optimizer;
import dev.trialstream.worker.plan.Plan;

/** What a training takes of off-heap memory at the very least: weights, gradients and the optimizer's state. */
final class Footprint {
    private Footprint() {}

    /** In bytes. */
    static long atLeast(Plan plan) {
        return Math.multiplyExact(weights(plan.network()), (2L + moments(plan.optimizer())) * Float.BYTES);
    }

    private static long weights(Network network) {
        if (network.body() instanceof Body.Recurrent recurrent) {
            return recurrent(network, recurrent);
        }
        long weights = 0;
        long width = network.inputs();
        if (network.body() instanceof Body.Convolutional convolutional) {
            InputShape.Image image = (InputShape.Image) network.input();
            long channels = image.channels();
            long area = (long) image.height() * image.width();
            for (Body.Block block : convolutional.blocks()) {
                long out = (long) block.filters() * block.activation().pieces();
                long kernel = (long) block.kernel() * block.kernel();
                weights += kernel * out * (channels + (block.convolutions() - 1L) * block.filters());
                channels = block.filters();
                area /= block.pooling() == Body.Pooling.NONE ? 1 : 4;
            }
            width = channels * area;
        }
        for (DenseLayer layer : network.hidden()) {
            weights += width * layer.width() * layer.activation().pieces();
            width = layer.width();
        }
        return weights + width * network.head().width();
    }

    private static long recurrent(Network network, Body.Recurrent body) {
        long weights = 0;
        long width = ((InputShape.Series) network.input()).features();
        for (Body.Cells cells : body.layers()) {
            weights += (width + cells.width()) * cells.width() * (cells.cell() == Body.Cell.LSTM ? 4 : 1);
            width = cells.width();
        }
        return weights + width * network.head().width();
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
