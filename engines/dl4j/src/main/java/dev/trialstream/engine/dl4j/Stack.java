package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.Activation;
import dev.trialstream.training.plan.Body;
import dev.trialstream.training.plan.DenseLayer;
import dev.trialstream.training.plan.Head;
import dev.trialstream.training.plan.Initializer;
import dev.trialstream.training.plan.InputShape;
import dev.trialstream.training.plan.Optimizer;
import dev.trialstream.training.plan.Plan;
import dev.trialstream.worker.dl4j.UnitLength;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Stacks layers. DL4J's dropout applies to a layer's inputs: the plan's dropout after one layer is applied before the
 * next layer with weights, or before the features of a cosine head are brought to unit length.
 */
final class Stack {
    private final NeuralNetConfiguration.ListBuilder list;
    private final Function<Activation, IActivation> activations;
    private final List<Regularization> decay;
    private final List<Blueprint.Hidden> hidden = new ArrayList<>();
    private int layers;
    /** Units or channels of the last layer's output. */
    private int width;

    private int height;
    private int across;
    private double dropped;
    /** Preprocessor of the next layer's input. */
    private @Nullable InputPreProcessor between;

    /** @param activations maps a plan's activations to those of layers */
    Stack(NeuralNetConfiguration.ListBuilder list, Plan plan, Function<Activation, IActivation> activations) {
        this.list = list;
        this.activations = activations;
        var network = plan.network();
        this.decay = decay(plan.optimizer(), plan.weightDecay());
        this.width = network.input().size();
        this.dropped = network.inputDropout();
    }

    List<Blueprint.Hidden> hidden() {
        return hidden;
    }

    /**
     * Both spare biases and normalisation parameters by DL4J's own rules. Set on each layer, because DL4J applies a
     * network-wide setting twice, unless it is L1 or L2.
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

    private void add(Layer layer) {
        if (between != null) {
            list.inputPreProcessor(layers, between);
            between = null;
        }
        list.layer(layer);
        layers++;
    }

    void dense(DenseLayer layer) {
        int pieces = layer.activation().pieces();
        int out = layer.width() * pieces;
        int first = layers;
        boolean bare = layer.batchNorm() || pieces > 1;
        add(new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
                .nIn(width)
                .nOut(out)
                .hasBias(!layer.batchNorm())
                .activation(bare ? new ActivationIdentity() : activations.apply(layer.activation()))
                .weightInit(Weights.distribution(layer.initializer(), width, layer.width()))
                .dropOut(retained(dropped))
                .regularization(decay)
                .build());
        normalise(layer.batchNorm(), out);
        if (pieces > 1) {
            between = new FeedForwardToCnnPreProcessor(layer.width(), pieces, 1);
            add(larger(1, pieces));
            between = new CnnToFeedForwardPreProcessor(layer.width(), 1, 1);
        } else if (layer.batchNorm()) {
            add(new ActivationLayer(activations.apply(layer.activation())));
        }
        hid(Weights.names(first, "W"), 1, layer.activation(), layer.initializer(), width, layer.width());
        width = layer.width();
        dropped = layer.dropout();
    }

    /** Starts the network with images. */
    void image(InputShape.Image image) {
        width = image.channels();
        height = image.height();
        across = image.width();
        between = new FeedForwardToCnnPreProcessor(height, across, width);
    }

    void block(Body.Block block) {
        for (int i = 0; i < block.convolutions(); i++) {
            convolution(block);
            dropped = 0;
        }
        if (block.pooling() != Body.Pooling.NONE) {
            add(new SubsamplingLayer.Builder(
                            block.pooling() == Body.Pooling.MAX
                                    ? SubsamplingLayer.PoolingType.MAX
                                    : SubsamplingLayer.PoolingType.AVG)
                    .kernelSize(2, 2)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .build());
            height /= 2;
            across /= 2;
        }
        dropped = block.dropout();
    }

    private void convolution(Body.Block block) {
        int pieces = block.activation().pieces();
        int out = block.filters() * pieces;
        int first = layers;
        int area = block.kernel() * block.kernel();
        boolean bare = block.batchNorm() || pieces > 1;
        add(new ConvolutionLayer.Builder(block.kernel(), block.kernel())
                .nIn(width)
                .nOut(out)
                .stride(1, 1)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(!block.batchNorm())
                .activation(bare ? new ActivationIdentity() : activations.apply(block.activation()))
                .weightInit(Weights.distribution(block.initializer(), width * area, block.filters() * area))
                .dropOut(retained(dropped))
                .regularization(decay)
                .build());
        normalise(block.batchNorm(), out);
        if (pieces > 1) { // channels become lines of one image, and pooling takes the larger of each two
            int area2 = height * across;
            between = new ComposableInputPreProcessor(
                    new CnnToFeedForwardPreProcessor(height, across, out),
                    new FeedForwardToCnnPreProcessor(out, area2, 1));
            add(larger(pieces, 1));
            between = new ComposableInputPreProcessor(
                    new CnnToFeedForwardPreProcessor(block.filters(), area2, 1),
                    new FeedForwardToCnnPreProcessor(height, across, block.filters()));
        } else if (block.batchNorm()) {
            add(new ActivationLayer(activations.apply(block.activation())));
        }
        hid(
                Weights.names(first, "W"),
                1,
                block.activation(),
                block.initializer(),
                width * area,
                block.filters() * area);
        width = block.filters();
    }

    /** Flattens images to rows. */
    void flat() {
        InputPreProcessor rows = new CnnToFeedForwardPreProcessor(height, across, width);
        between = between == null ? rows : new ComposableInputPreProcessor(between, rows);
        width = width * height * across;
    }

    void recurrent(InputShape.Series series, Body.Recurrent body) {
        width = series.features();
        for (int i = 0; i < body.layers().size(); i++) {
            Body.Cells cells = body.layers().get(i);
            boolean last = i == body.layers().size() - 1;
            int first = layers;
            add(last ? new LastTimeStep(cells(cells)) : cells(cells));
            int gates = cells.cell() == Body.Cell.LSTM ? 4 : 1;
            hid(Weights.names(first, "W", "RW"), gates, cells.activation(), cells.initializer(), width, cells.width());
            width = cells.width();
            dropped = cells.dropout();
        }
        normalise(body.batchNorm(), width);
    }

    private Layer cells(Body.Cells cells) {
        int out = cells.width();
        if (cells.cell() == Body.Cell.LSTM) {
            return new LSTM.Builder()
                    .nIn(width)
                    .nOut(out)
                    .activation(activations.apply(cells.activation()))
                    .forgetGateBiasInit(1)
                    .weightInit(Weights.distribution(cells.initializer(), width, out))
                    .weightInitRecurrent(Weights.distribution(cells.initializer(), out, out))
                    .dropOut(retained(dropped))
                    .regularization(decay)
                    .build();
        }
        return new SimpleRnn.Builder()
                .nIn(width)
                .nOut(out)
                .activation(activations.apply(cells.activation()))
                .weightInit(Weights.distribution(cells.initializer(), width, out))
                .weightInitRecurrent(Weights.distribution(cells.initializer(), out, out))
                .dropOut(retained(dropped))
                .regularization(decay)
                .build();
    }

    /** @param constrained whether class vectors are kept at unit length, as in training */
    void head(Head head, Initializer initializer, ILossFunction loss, boolean constrained) {
        boolean cosine = head instanceof Head.Cosine;
        if (cosine) {
            if (dropped > 0) { // before the features are scaled: dropout of scaled ones would change their length
                add(new DropoutLayer.Builder(retained(dropped)).build());
                dropped = 0;
            }
            add(new ActivationLayer(new UnitLength()));
        }
        OutputLayer.Builder output = new OutputLayer.Builder(loss);
        output.nIn(width)
                .nOut(head.width())
                .hasBias(!cosine)
                .activation(head.ofClasses() ? new ActivationSoftmax() : new ActivationIdentity())
                .weightInit(Weights.distribution(initializer, width, head.width()))
                .dropOut(retained(dropped))
                .regularization(decay);
        if (cosine && constrained) {
            output.constrainWeights(new UnitNormConstraint(0));
        }
        add(output.build());
    }

    private void normalise(boolean wanted, int channels) {
        if (wanted) {
            add(new BatchNormalization.Builder().nIn(channels).nOut(channels).build());
        }
    }

    private static Layer larger(int high, int wide) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(high, wide)
                .stride(high, wide)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
    }

    private void hid(List<String> weights, int gates, Activation activation, Initializer initializer, int in, int out) {
        hidden.add(new Blueprint.Hidden(layers - 1, weights, gates, activation, initializer, in, out));
    }

    /** DL4J expects the probability to retain an activation, with 0 for no dropout. */
    private static double retained(double dropped) {
        return dropped == 0 ? 0 : 1 - dropped;
    }
}
