package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The hidden layers of a network. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Body.Perceptron.class, name = "mlp"),
    @JsonSubTypes.Type(value = Body.Convolutional.class, name = "cnn"),
    @JsonSubTypes.Type(value = Body.Recurrent.class, name = "rnn")
})
public sealed interface Body {
    /** Dense layers, for rows of any shape. */
    record Perceptron(List<DenseLayer> layers) implements Body {
        public Perceptron {
            layers = List.copyOf(layers);
        }
    }

    /** Blocks of convolutions, then dense layers; only for images. */
    record Convolutional(List<Block> blocks, List<DenseLayer> dense) implements Body {
        public Convolutional {
            blocks = List.copyOf(blocks);
            dense = List.copyOf(dense);
        }
    }

    /**
     * Convolutions that keep height and width, each with optional batch normalisation and the activation, then pooling,
     * then dropout.
     *
     * @param convolutions number of consecutive convolutions
     * @param filters output channels of each
     * @param kernel height and width of the filters
     * @param dropout probability with which a number is dropped in training, 0 for none
     */
    record Block(
            int convolutions,
            int filters,
            int kernel,
            Activation activation,
            Initializer initializer,
            boolean batchNorm,
            Pooling pooling,
            double dropout) {}

    /** Reduction of each two by two values of a channel. */
    enum Pooling {
        MAX,
        AVERAGE,
        /** All four are kept. */
        NONE
    }

    /**
     * Recurrent layers, then dense layers; only for series. The features of a row are the output of the last recurrent
     * layer at the last step of the series itself, not of its padding.
     *
     * @param batchNorm whether the features are normalised
     * @param dense the deep output of Pascanu, Gulcehre, Cho and Bengio 2014
     */
    record Recurrent(
            List<Cells> layers,
            boolean batchNorm,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DenseLayer> dense) implements Body {
        public Recurrent {
            layers = List.copyOf(layers);
            dense = List.copyOf(dense);
        }
    }

    /**
     * A recurrent layer.
     *
     * @param activation of a cell's output; the gates of an LSTM are always sigmoid
     * @param dropout probability of dropping an output in training, 0 for none
     */
    record Cells(Cell cell, int width, Activation activation, Initializer initializer, double dropout) {}

    /** The kind of state carried from one step of a series to the next. */
    enum Cell {
        /** Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000, whose bias starts at 1. */
        LSTM,
        /** h ← activation(W·x + R·h + b) (Elman 1990). */
        SIMPLE
    }
}
