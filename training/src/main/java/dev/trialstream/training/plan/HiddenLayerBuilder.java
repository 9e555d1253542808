package dev.trialstream.training.plan;

import dev.trialstream.protocol.space.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Builds hidden layers from their knobs. */
final class HiddenLayerBuilder {
    /** Minimum width of a decreasing network's layers, except the first. */
    private static final int NARROWEST = 2;

    /** Maximum width of an increasing network's layers: the largest value of the knob {@code units}. */
    private static final int WIDEST = 16_384;

    /** With very many one-hot inputs, a wider first layer would contain most of the weights. */
    private static final int WIDEST_FIRST = 1024;

    private final Parameters knobs;
    private final InputShape shape;

    HiddenLayerBuilder(Parameters knobs, InputShape shape) {
        this.knobs = knobs;
        this.shape = shape;
    }

    Body body(String model) {
        return switch (model) {
            case "cnn" -> convolutional();
            case "rnn" -> recurrent();
            default -> new Body.Perceptron(dense(widerFirst(widths("units", "layers"))));
        };
    }

    private List<DenseLayer> dense(IntStream widths) {
        return widths.mapToObj(width -> new DenseLayer(
                        width, activation(), initializer(), knobs.flag("batch_norm"), knobs.number("dropout")))
                .toList();
    }

    private Body convolutional() {
        if (!(shape instanceof InputShape.Image image)) {
            throw new IllegalArgumentException(
                    "model cnn: expected images, got " + described() + "; expected model mlp");
        }
        Body.Pooling pooling = Body.Pooling.valueOf(knobs.text("pooling").toUpperCase(Locale.ROOT));
        int most = most(image, pooling);
        if (knobs.integer("blocks") > most) {
            throw new IllegalArgumentException(
                    "parameter blocks: expected at most " + most + ", each of which halves an image of "
                            + image.height() + " by " + image.width() + ", got " + knobs.integer("blocks"));
        }
        List<Body.Block> blocks = widths("filters", "blocks")
                .mapToObj(filters -> new Body.Block(
                        knobs.integer("convolutions"),
                        filters,
                        knobs.integer("kernel"),
                        activation(),
                        initializer(),
                        knobs.flag("batch_norm"),
                        pooling,
                        knobs.number("block_dropout")))
                .toList();
        int units = knobs.integer("head_units");
        return new Body.Convolutional(
                blocks, dense(IntStream.generate(() -> units).limit(knobs.integer("head_layers"))));
    }

    private static int most(InputShape.Image image, Body.Pooling pooling) {
        int side = Math.min(image.height(), image.width());
        return pooling == Body.Pooling.NONE ? Integer.MAX_VALUE : 31 - Integer.numberOfLeadingZeros(Math.max(1, side));
    }

    private Body recurrent() {
        if (!(shape instanceof InputShape.Series)) {
            throw new IllegalArgumentException(
                    "model rnn: expected series, got " + described() + "; expected model mlp");
        }
        Body.Cell cell = knobs.text("cell").equals("lstm") ? Body.Cell.LSTM : Body.Cell.SIMPLE;
        Activation ofCells = activation().ofCells();
        int[] widths = widths("units", "layers").toArray();
        return new Body.Recurrent(
                IntStream.of(widths)
                        .mapToObj(width ->
                                new Body.Cells(cell, width, ofCells, initializer(ofCells), knobs.number("dropout")))
                        .toList(),
                knobs.flag("batch_norm"),
                activation() == ofCells ? List.of() : List.of(deepOutput(widths[widths.length - 1])));
    }

    private DenseLayer deepOutput(int width) {
        return new DenseLayer(width, activation(), initializer(), false, knobs.number("dropout"));
    }

    private String described() {
        if (shape instanceof InputShape.Image) {
            return "images";
        }
        return shape instanceof InputShape.Series ? "series" : "rows of single numbers";
    }

    private Activation activation() {
        return Activation.of(knobs.text("activation"));
    }

    private Initializer initializer() {
        return initializer(activation());
    }

    private Initializer initializer(Activation activation) {
        String named = knobs.text("initializer");
        return named.equals("auto")
                ? activation.usualInitializer()
                : Initializer.named(named, knobs.number("weight_scale"));
    }

    private IntStream widths(String width, String count) {
        int units = knobs.integer(width);
        return IntStream.range(0, knobs.integer(count)).map(layer -> switch (knobs.text("shape")) {
            case "increasing" -> (int) Math.min(Math.max(WIDEST, units), (long) units << layer);
            case "decreasing" -> Math.max(Math.min(NARROWEST, units), units >> layer);
            default -> units;
        });
    }

    /** {@code wider}: the first layer has more units than there are inputs, up to a limit. */
    private IntStream widerFirst(IntStream widths) {
        int[] all = widths.toArray();
        if (knobs.text("first_layer").equals("wider")) {
            all[0] = Math.max(all[0], Math.min(WIDEST_FIRST, shape.size() + 1));
        }
        return IntStream.of(all);
    }
}
