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
    /** Dense layers, of rows of any shape. */
    record Perceptron(List<DenseLayer> layers) implements Body {
        public Perceptron {
            layers = List.copyOf(layers);
        }
    }

    /** Blocks of convolutions, then dense layers; of images alone. */
    record Convolutional(List<Block> blocks, List<DenseLayer> dense) implements Body {
        public Convolutional {
            blocks = List.copyOf(blocks);
            dense = List.copyOf(dense);
        }
    }

    /**
     * Convolutions that keep height and width, each with batch normalisation where wanted and the activation, then pooling,
     * then dropout.
     *
     * @param convolutions how many, one after the other
     * @param filters channels that each of them gives
     * @param kernel height and width of what each of them looks at
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

    /** What becomes of each two by two numbers of a channel. */
    enum Pooling {
        MAX,
        AVERAGE,
        /** All four are kept. */
        NONE
    }

    /**
     * Recurrent layers, of which what the last one gives in the last step of the series itself, not of its padding, is the
     * feature of a row, then dense layers; of series alone.
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
     * @param activation of what a cell gives; the gates of an LSTM are always sigmoid
     * @param dropout probability with which what it gives is dropped in training, 0 for none
     */
    record Cells(Cell cell, int width, Activation activation, Initializer initializer, double dropout) {}

    /** What carries over from one step of a series to the next. */
    enum Cell {
        /** Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000, which begins at a bias of 1. */
        LSTM,
        /** h ← activation(W·x + R·h + b) (Elman 1990). */
        SIMPLE
    }
}
