package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.Body;
import dev.trialstream.training.plan.DenseLayer;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Network;
import dev.trialstream.training.plan.Optimizer;
import dev.trialstream.training.plan.Plan;

/**
 * A lower bound for a training's off-heap memory: weights, gradients, the optimizer's state, and every layer's output
 * for the rows of a batch, which is kept for the backward pass.
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
        Sum sum = new Sum(network.inputs());
        if (network.body() instanceof Body.Convolutional body) {
            convolutions(sum, (InputShape.Image) network.input(), body);
        } else if (network.body() instanceof Body.Recurrent body) {
            cells(sum, (InputShape.Series) network.input(), body);
        }
        for (DenseLayer layer : network.hidden()) {
            sum.add(sum.width * layer.width() * layer.activation().pieces(), layer.width(), layer.width());
        }
        int head = network.head().width();
        sum.add(sum.width * head, head, head);
        return new Footprint(sum.weights, sum.outputs);
    }

    private static void convolutions(Sum sum, InputShape.Image image, Body.Convolutional body) {
        long channels = image.channels();
        long height = image.height();
        long across = image.width();
        for (Body.Block block : body.blocks()) {
            long out = (long) block.filters() * block.activation().pieces();
            long kernel = (long) block.kernel() * block.kernel();
            long weights = kernel * out * (channels + (block.convolutions() - 1L) * block.filters());
            long outputs = block.filters() * height * across * block.convolutions();
            channels = block.filters();
            if (block.pooling() != Body.Pooling.NONE) {
                height /= 2;
                across /= 2;
                outputs += channels * height * across;
            }
            sum.add(weights, outputs, channels * height * across);
        }
    }

    private static void cells(Sum sum, InputShape.Series series, Body.Recurrent body) {
        long width = series.features();
        for (Body.Cells cells : body.layers()) {
            long gates = cells.cell() == Body.Cell.LSTM ? 4 : 1;
            long weights = (width + cells.width()) * cells.width() * gates;
            width = cells.width();
            sum.add(weights, width * series.steps(), width);
        }
    }

    /** Number of values that an optimizer keeps per weight. */
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

    /** Accumulates layer by layer. */
    private static final class Sum {
        private long weights;
        private long outputs;
        /** Outputs of the last layer for a row. */
        private long width;

        private Sum(long width) {
            this.width = width;
        }

        private void add(long moreWeights, long moreOutputs, long nextWidth) {
            weights += moreWeights;
            outputs += moreOutputs;
            width = nextWidth;
        }
    }
}
