package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import java.util.LinkedHashMap;
import java.util.Map;

/** What shapes a network and its training. */
final class NetworkKnobs {
    private NetworkKnobs() {}

    static Map<String, Dimension> dimensions() {
        Map<String, Dimension> knobs = new LinkedHashMap<>();
        knobs.put("layers", IntDimension.linear(1, 16));
        knobs.put("units", IntDimension.log(1, 16384));
        knobs.put("shape", CategoricalDimension.of("constant", "increasing", "decreasing"));
        knobs.put(
                "activation", CategoricalDimension.of("relu", "leaky_relu", "tanh", "sigmoid", "elu", "gelu", "swish"));
        knobs.put(
                "initializer",
                CategoricalDimension.of(
                        "auto",
                        "he_normal",
                        "he_uniform",
                        "xavier_normal",
                        "xavier_uniform",
                        "lecun_normal",
                        "lecun_uniform"));
        knobs.put("batch_norm", BooleanDimension.flag());
        knobs.put("dropout", FloatDimension.linear(0, 0.95));
        knobs.put("input_dropout", FloatDimension.linear(0, 0.95));
        knobs.put(
                "optimizer",
                CategoricalDimension.of("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("learning_rate", FloatDimension.log(1e-8, 100));
        knobs.put("momentum", FloatDimension.linear(0, 0.9999).when("optimizer", "momentum", "nesterov"));
        knobs.put("rms_decay", FloatDimension.linear(0, 0.9999).when("optimizer", "rmsprop"));
        knobs.put("beta1", FloatDimension.linear(0, 0.9999).when("optimizer", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("beta2", FloatDimension.linear(0, 0.999999).when("optimizer", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put(
                "epsilon",
                FloatDimension.log(1e-12, 10).when("optimizer", "rmsprop", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("batch_size", IntDimension.log(1, 65536));
        knobs.put("weight_decay", FloatDimension.linear(0, 10));
        return knobs;
    }

    static Map<String, Object> defaults() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("layers", 2);
        values.put("units", 128);
        values.put("shape", "constant");
        values.put("activation", "relu");
        values.put("initializer", "auto");
        values.put("batch_norm", false);
        values.put("dropout", 0.0);
        values.put("input_dropout", 0.0);
        values.put("optimizer", "adam");
        values.put("learning_rate", 0.001);
        values.put("momentum", 0.9);
        values.put("rms_decay", 0.95);
        values.put("beta1", 0.9);
        values.put("beta2", 0.999);
        values.put("epsilon", 1e-8);
        values.put("batch_size", 32);
        values.put("weight_decay", 0.0);
        return values;
    }
}
