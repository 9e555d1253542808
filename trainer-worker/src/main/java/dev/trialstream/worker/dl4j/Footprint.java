package dev.trialstream.worker.dl4j;

import dev.trialstream.worker.plan.DenseLayer;
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
        long weights = 0;
        long width = network.inputs();
        for (DenseLayer layer : network.hidden()) {
            weights += width * layer.width();
            width = layer.width();
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
