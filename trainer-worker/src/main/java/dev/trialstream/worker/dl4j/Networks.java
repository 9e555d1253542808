package dev.trialstream.worker.dl4j;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.worker.plan.Activation;
import dev.trialstream.worker.plan.DenseLayer;
import dev.trialstream.worker.plan.Head;
import dev.trialstream.worker.plan.Initializer;
import dev.trialstream.worker.plan.Loss;
import dev.trialstream.worker.plan.Network;
import dev.trialstream.worker.plan.Optimizer;
import dev.trialstream.worker.plan.Plan;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Plans to DL4J networks. */
final class Networks {
    private Networks() {}

    /** A network with its initial weights, the same for the same plan. */
    static MultiLayerNetwork initial(Plan plan) {
        return network(plan, Updaters.of(plan.optimizer(), plan.learningRate()));
    }

    /** Such a network, to be written out for use without this project. */
    static MultiLayerNetwork portable(Plan plan) {
        return network(plan, Updaters.portable(plan.optimizer(), plan.learningRate()));
    }

    private static MultiLayerNetwork network(Plan plan, IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(plan, updater));
        network.init();
        return network;
    }

    private static MultiLayerConfiguration configuration(Plan plan, IUpdater updater) {
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(Seeds.ofEpoch(plan.seed(), 0))
                .updater(updater)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
        NeuralNetConfiguration.ListBuilder layers = common.list();
        List<Regularization> decay = decay(plan.optimizer(), plan.weightDecay());
        Network network = plan.network();
        int width = network.inputs();
        double dropped = network.inputDropout();
        for (DenseLayer layer : network.hidden()) {
            hidden(layers, layer, width, dropped, decay);
            width = layer.width();
            dropped = layer.dropout();
        }
        layers.layer(new OutputLayer.Builder(loss(plan.loss()))
                .nIn(width)
                .nOut(network.head().width())
                .activation(network.head() instanceof Head.Softmax ? new ActivationSoftmax() : new ActivationIdentity())
                .weightInit(distribution(network.output(), width, network.head().width()))
                .dropOut(retained(dropped))
                .regularization(decay)
                .build());
        return layers.build();
    }

    /**
     * Both spare biases and normalisation parameters by DL4J's own rules. Given to each layer, because what the whole network is
     * given DL4J adds to a layer twice, unless it is L1 or L2.
     */
    private static List<Regularization> decay(Optimizer optimizer, double weightDecay) {
        if (weightDecay == 0) {
            return List.of();
        }
        return List.of(
                optimizer.decouplesWeightDecay()
                        ? new WeightDecay(weightDecay, true)
                        : new L2Regularization(weightDecay));
    }

    /** DL4J's dropout is of a layer's inputs: what this project drops behind one layer it drops before the next. */
    private static void hidden(
            NeuralNetConfiguration.ListBuilder layers,
            DenseLayer layer,
            int inputs,
            double dropped,
            List<Regularization> decay) {
        layers.layer(new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
                .nIn(inputs)
                .nOut(layer.width())
                .hasBias(!layer.batchNorm())
                .activation(layer.batchNorm() ? new ActivationIdentity() : activation(layer.activation()))
                .weightInit(distribution(layer.initializer(), inputs, layer.width()))
                .dropOut(retained(dropped))
                .regularization(decay)
                .build());
        if (layer.batchNorm()) {
            layers.layer(new BatchNormalization.Builder()
                    .nIn(layer.width())
                    .nOut(layer.width())
                    .build());
            layers.layer(new ActivationLayer(activation(layer.activation())));
        }
    }

    /** DL4J asks for the probability to retain an activation, and takes 0 for no dropout at all. */
    private static double retained(double dropped) {
        return dropped == 0 ? 0 : 1 - dropped;
    }

    /** Spelt out, because DL4J's own initialisers of the same names truncate or spread wider. */
    private static Distribution distribution(Initializer initializer, int in, int out) {
        double bound = initializer.bound(in, out);
        return initializer.isUniform()
                ? new UniformDistribution(-bound, bound)
                : new NormalDistribution(0, initializer.deviation(in, out));
    }

    private static ILossFunction loss(Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY -> new LossMCXENT();
            case SQUARED_ERROR -> new LossMSE();
        };
    }

    static IActivation activation(Activation activation) {
        return switch (activation) {
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU(0.01);
            case TANH -> new ActivationTanH();
            case SIGMOID -> new ActivationSigmoid();
            case ELU -> new ActivationELU(1);
            // DL4J's "precise" one has no cubic term.
            case GELU -> new ActivationGELU(false);
            case SWISH -> new ActivationSwish();
        };
    }
}
