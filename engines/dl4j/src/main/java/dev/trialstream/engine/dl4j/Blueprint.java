package dev.trialstream.engine.dl4j;

import dev.trialstream.protocol.Seeds;
import dev.trialstream.training.engine.ClassLoss;
import dev.trialstream.training.engine.NumberLoss;
import dev.trialstream.training.plan.Activation;
import dev.trialstream.training.plan.Body;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.Initializer;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Loss;
import dev.trialstream.training.plan.Plan;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A plan as a DL4J configuration.
 *
 * @param layers the hidden layers of the plan, as layers of the configuration
 */
record Blueprint(MultiLayerConfiguration configuration, List<Hidden> layers) {
    Blueprint {
        layers = List.copyOf(layers);
    }

    /**
     * A hidden layer.
     *
     * @param output index of the configuration layer with its output
     * @param weights names of its weights
     * @param gates number of matrices that each of them contains side by side
     * @param in inputs of a unit; {@code out}: units that an input goes to
     */
    record Hidden(
            int output,
            List<String> weights,
            int gates,
            Activation activation,
            Initializer initializer,
            int in,
            int out) {}

    /** For training. */
    static Blueprint trained(Plan plan, IUpdater updater) {
        return of(plan, updater, loss(plan), true);
    }

    /** For delivery: only DL4J's own classes, except for the layer before a cosine head. */
    static Blueprint delivered(Plan plan, IUpdater updater) {
        return of(plan, updater, plan.network().head().ofClasses() ? new LossMCXENT() : new LossMSE(), false);
    }

    private static Blueprint of(Plan plan, IUpdater updater, ILossFunction loss, boolean constrained) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(Seeds.ofEpoch(plan.seed(), 0))
                .updater(updater)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list();
        var network = plan.network();
        Stack stack = new Stack(list, plan, constrained ? Activations::of : Activations::delivered);
        if (network.body() instanceof Body.Convolutional body) {
            stack.image((InputShape.Image) network.input());
            body.blocks().forEach(stack::block);
            stack.flat();
        } else if (network.body() instanceof Body.Recurrent body) {
            stack.recurrent((InputShape.Series) network.input(), body);
        }
        network.hidden().forEach(stack::dense);
        stack.head(network.head(), network.output(), loss, constrained);
        return new Blueprint(list.build(), stack.hidden());
    }

    private static ILossFunction loss(Plan plan) {
        Loss loss = plan.loss();
        if (loss instanceof Loss.CrossEntropy && plan.classWeights() == null) {
            return new LossMCXENT();
        } else if (loss instanceof Loss.SquaredError) {
            return new LossMSE();
        }
        double scale = plan.network().head() instanceof Head.Cosine cosine ? cosine.scale() : 1;
        return loss.ofClasses() ? RowLosses.of(ClassLoss.of(loss), scale) : RowLosses.of(NumberLoss.of(loss));
    }
}
