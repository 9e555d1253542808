package dev.trialstream.training.network;

import dev.trialstream.training.engine.LayerSpread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Probes the effect of the initial weights on activations and gradients, layer by layer, before training (like Glorot
 * and Bengio 2010). Batch normalisation evens out activations, but does not hide the warnings about weights.
 */
final class Probe {
    /** Factor by which activations may shrink or grow from the first hidden layer to the last. */
    private static final double ACTIVATIONS = 100;

    /** The same for gradients, from the last to the first; they vary more, with the widths of layers. */
    private static final double GRADIENTS = 1000;

    /** Factor by which weights may differ from those that suit the activation. */
    private static final double WEIGHTS = 10;

    private final List<LayerSpread> layers;

    Probe(List<LayerSpread> layers) {
        this.layers = List.copyOf(layers);
    }

    /** {@code initial_activation_LAYER} and {@code initial_gradient_LAYER}, with layers from 1; only finite values. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Metrics.putFinite(
                    metrics, "initial_activation_" + (i + 1), layers.get(i).activation());
            Metrics.putFinite(
                    metrics, "initial_gradient_" + (i + 1), layers.get(i).gradient());
        }
        return metrics;
    }

    /** Likely obstacles to learning, one sentence each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            weights(i + 1, layers.get(i), warnings);
        }
        if (layers.size() > 1) {
            LayerSpread first = layers.get(0);
            LayerSpread last = layers.get(layers.size() - 1);
            compare(
                    "activations",
                    last.activation() / first.activation(),
                    ACTIVATIONS,
                    "from the first hidden layer to the last",
                    warnings);
            compare(
                    "gradients",
                    first.gradient() / last.gradient(),
                    GRADIENTS,
                    "from the last hidden layer back to the first",
                    warnings);
        }
        return warnings;
    }

    private static void weights(int number, LayerSpread layer, List<String> warnings) {
        double ratio = layer.weight() / layer.usual();
        if (ratio > WEIGHTS || ratio < 1 / WEIGHTS) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "initial weights: those of hidden layer %d spread by %.3g, %.3g times what suits its activation: the"
                            + " scale is too %s",
                    number,
                    layer.weight(),
                    ratio,
                    ratio > 1 ? "large" : "small"));
        }
    }

    private static void compare(String what, double ratio, double limit, String way, List<String> warnings) {
        if (ratio > limit || ratio < 1 / limit || Double.isNaN(ratio)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "initial weights: %s are %s, their spread changes by a factor of %.3g %s; expected another initializer,"
                            + " fewer layers or batch_norm",
                    what,
                    ratio > limit ? "exploding" : "vanishing",
                    ratio,
                    way));
        }
    }
}
