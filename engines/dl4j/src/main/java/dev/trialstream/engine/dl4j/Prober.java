package dev.trialstream.engine.dl4j;

import dev.trialstream.training.engine.LayerSpread;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures the hidden layers of a network without changing it. */
final class Prober {
    private final MultiLayerNetwork network;
    private final List<Blueprint.Hidden> layers;

    Prober(MultiLayerNetwork network, List<Blueprint.Hidden> layers) {
        this.network = network;
        this.layers = layers;
    }

    List<LayerSpread> spreads(Evaluator rows) {
        List<INDArray> activations = Forward.activations(
                network, rows.first().features(), rows.first().mask());
        double[] spread = layers.stream()
                .mapToDouble(
                        layer -> activations.get(layer.output() + 1).std(false).getDouble(0))
                .toArray();
        gradient(rows);
        List<LayerSpread> spreads = new ArrayList<>();
        for (int i = 0; i < spread.length; i++) {
            Blueprint.Hidden layer = layers.get(i);
            spreads.add(new LayerSpread(
                    spread[i],
                    rootMeanSquare(layer, true) / rows.first().features().size(0),
                    rootMeanSquare(layer, false),
                    Math.sqrt(usual(layer))));
        }
        return spreads;
    }

    private static double usual(Blueprint.Hidden layer) {
        boolean saturates = switch (layer.activation()) {
            case TANH, SIGMOID -> true;
            default -> false;
        };
        return saturates ? 2.0 / ((double) layer.in() + layer.out()) : 2.0 / layer.in();
    }

    /** Leaves the gradient of the loss, summed over the rows, in DL4J's own array. */
    private void gradient(Evaluator rows) {
        network.setInput(rows.first().features());
        network.setLabels(rows.firstAnswers());
        if (rows.first().mask() != null) {
            network.setLayerMaskArrays(rows.first().mask(), null);
        }
        try {
            network.computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
        } finally {
            network.clearLayerMaskArrays();
            network.clear();
        }
    }

    /** Of the weights of a layer, or of their gradient. */
    private double rootMeanSquare(Blueprint.Hidden layer, boolean gradient) {
        double squares = 0;
        long count = 0;
        for (String name : layer.weights()) {
            INDArray of = gradient ? network.gradient().getGradientFor(name) : network.getParam(name);
            double length = of.norm2Number().doubleValue();
            squares += length * length;
            count += of.length();
        }
        return Math.sqrt(squares / count);
    }

    double deadUnits(Evaluator rows) {
        List<INDArray> activations = Forward.activations(
                network, rows.first().features(), rows.first().mask());
        long units = 0;
        long dead = 0;
        for (Blueprint.Hidden layer : layers) {
            INDArray given = activations.get(layer.output() + 1);
            int[] others = switch (given.rank()) {
                case 2 -> new int[] {0};
                case 3 -> new int[] {0, 2};
                default -> new int[] {0, 2, 3};
            };
            INDArray range = given.max(others).sub(given.min(others));
            units += range.length();
            dead += range.lte(0)
                    .castTo(org.nd4j.linalg.api.buffer.DataType.INT64)
                    .sumNumber()
                    .longValue();
        }
        return units == 0 ? 0 : (double) dead / units;
    }
}
