package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.LearningRateSchedule;
import dev.trialstream.training.plan.Plan;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** Builds DL4J networks from plans. */
final class Networks {
    private Networks() {}

    /** A network with initial weights, always the same for the same plan. */
    static MultiLayerNetwork initial(Plan plan) {
        return initial(plan, Blueprint.trained(plan, Updaters.of(plan.optimizer(), LearningRateSchedule.of(plan))));
    }

    /** The same for a blueprint of the plan. */
    static MultiLayerNetwork initial(Plan plan, Blueprint blueprint) {
        MultiLayerNetwork network = new MultiLayerNetwork(blueprint.configuration());
        network.init();
        blueprint.layers().forEach(layer -> Weights.orthogonalise(network, layer, plan));
        Weights.orthogonaliseOutput(network, plan);
        if (plan.network().head() instanceof Head.Cosine) {
            INDArray vectors = output(network);
            vectors.diviRowVector(vectors.norm2(true, 0));
        }
        return network;
    }

    /**
     * A network with these parameters, for export without this project. The class vectors of a cosine head have its
     * scale as length, so that its outputs are logits.
     */
    static MultiLayerNetwork portable(Plan plan, INDArray parameters) {
        IUpdater updater = Updaters.portable(plan.optimizer(), plan.learningRate());
        MultiLayerNetwork network =
                new MultiLayerNetwork(Blueprint.delivered(plan, updater).configuration());
        network.init();
        network.setParams(parameters);
        if (plan.network().head() instanceof Head.Cosine cosine) {
            output(network).muli(cosine.scale());
        }
        return network;
    }

    private static INDArray output(MultiLayerNetwork network) {
        return network.getOutputLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
    }
}
