package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knobs of the network's shape and its training. */
final class NetworkKnobs {
    /** Alternative knobs for the learning rate; a trial has at most one. */
    static final List<String> RATES = List.of("learning_rate", "rate_per_batch", "effective_rate");

    private NetworkKnobs() {}

    static Map<String, Dimension> dimensions(String model) {
        Map<String, Dimension> knobs = new LinkedHashMap<>();
        body(model, knobs);
        knobs.put(
                "initializer",
                CategoricalDimension.of(
                        "auto",
                        "he_normal",
                        "he_uniform",
                        "xavier_normal",
                        "xavier_uniform",
                        "lecun_normal",
                        "lecun_uniform",
                        "normal",
                        "uniform",
                        "orthogonal"));
        knobs.put("weight_scale", FloatDimension.log(1e-6, 100).when("initializer", "normal", "uniform", "orthogonal"));
        knobs.put("batch_norm", BooleanDimension.flag());
        knobs.put("dropout", FloatDimension.linear(0, 0.95));
        knobs.put("input_dropout", FloatDimension.linear(0, 0.95));
        OptimizerKnobs.dimensions(knobs);
        LossKnobs.dimensions(knobs);
        return knobs;
    }

    private static void body(String model, Map<String, Dimension> knobs) {
        if (model.equals("cnn")) {
            knobs.put("blocks", IntDimension.linear(1, 8));
            knobs.put("convolutions", IntDimension.linear(1, 4));
            knobs.put("filters", IntDimension.log(1, 1024));
            knobs.put("kernel", IntDimension.linear(1, 11));
            knobs.put("pooling", CategoricalDimension.of("max", "average", "none"));
            knobs.put("block_dropout", FloatDimension.linear(0, 0.95));
            knobs.put("head_layers", IntDimension.linear(0, 4));
            knobs.put("head_units", IntDimension.log(1, 16384));
        } else {
            knobs.put("layers", IntDimension.linear(1, model.equals("rnn") ? 4 : 16));
            knobs.put("units", IntDimension.log(1, model.equals("rnn") ? 4096 : 16384));
        }
        knobs.put("shape", CategoricalDimension.of("constant", "increasing", "decreasing"));
        if (model.equals("mlp")) {
            knobs.put("first_layer", CategoricalDimension.of("as_units", "wider"));
        }
        if (model.equals("rnn")) {
            knobs.put("cell", CategoricalDimension.of("lstm", "simple"));
        }
        knobs.put(
                "activation",
                CategoricalDimension.of("relu", "leaky_relu", "maxout", "tanh", "sigmoid", "elu", "gelu", "swish"));
    }

    static Map<String, Object> defaults(String model) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (model.equals("cnn")) {
            values.put("blocks", 2);
            values.put("convolutions", 1);
            values.put("filters", 16);
            values.put("kernel", 3);
            values.put("pooling", "max");
            values.put("block_dropout", 0.0);
            values.put("head_layers", 1);
            values.put("head_units", 64);
        } else {
            values.put("layers", model.equals("rnn") ? 1 : 2);
            values.put("units", model.equals("rnn") ? 64 : 128);
        }
        values.put("shape", "constant");
        if (model.equals("mlp")) {
            values.put("first_layer", "as_units");
        }
        if (model.equals("rnn")) {
            values.put("cell", "lstm");
        }
        values.put("activation", model.equals("rnn") ? "tanh" : "relu");
        values.put("initializer", "auto");
        values.put("weight_scale", 0.05);
        values.put("batch_norm", false);
        values.put("dropout", 0.0);
        values.put("input_dropout", 0.0);
        OptimizerKnobs.defaults(values);
        LossKnobs.defaults(values);
        return values;
    }
}
