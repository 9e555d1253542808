package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import java.util.Map;

/** Knobs of optimizers, rate and momentum schedules, and early stopping. */
final class OptimizerKnobs {
    private static final Object[] CYCLICAL = {"triangular", "triangular2", "exp_range", "one_cycle", "cosine_restarts"};

    private OptimizerKnobs() {}

    static void dimensions(Map<String, Dimension> knobs) {
        knobs.put(
                "optimizer",
                CategoricalDimension.of("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("learning_rate", FloatDimension.log(1e-8, 100));
        knobs.put("rate_per_batch", FloatDimension.log(1e-10, 100));
        knobs.put(
                "effective_rate",
                FloatDimension.log(1e-8, 1000)
                        .when("optimizer", "momentum", "nesterov", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("momentum", FloatDimension.linear(0, 0.9999).when("optimizer", "momentum", "nesterov"));
        knobs.put("rms_decay", FloatDimension.linear(0, 0.9999).when("optimizer", "rmsprop"));
        knobs.put("beta1", FloatDimension.linear(0, 0.9999).when("optimizer", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("beta2", FloatDimension.linear(0, 0.999999).when("optimizer", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put(
                "epsilon",
                FloatDimension.log(1e-12, 1e4).when("optimizer", "rmsprop", "adam", "adamw", "nadam", "amsgrad"));
        knobs.put("bias_correction", BooleanDimension.flag().when("optimizer", "adam", "adamw"));
        knobs.put("batch_size", IntDimension.log(1, 65536));
        knobs.put("weight_decay", FloatDimension.linear(0, 10));
        knobs.put("clip_norm", FloatDimension.linear(0, 1e6));
        knobs.put("clip_value", FloatDimension.linear(0, 1e6));
        schedules(knobs);
        knobs.put("patience", IntDimension.linear(0, 100_000));
        knobs.put("min_improvement", FloatDimension.linear(0, 1e6));
    }

    private static void schedules(Map<String, Dimension> knobs) {
        knobs.put(
                "schedule",
                CategoricalDimension.of(
                        "constant",
                        "step",
                        "triangular",
                        "triangular2",
                        "exp_range",
                        "one_cycle",
                        "cosine",
                        "cosine_restarts"));
        knobs.put(
                "rate_floor",
                FloatDimension.linear(0, 1)
                        .when(
                                "schedule",
                                "triangular",
                                "triangular2",
                                "exp_range",
                                "one_cycle",
                                "cosine",
                                "cosine_restarts"));
        knobs.put(
                "half_cycle",
                FloatDimension.linear(0.1, 10_000).when("schedule", "triangular", "triangular2", "exp_range"));
        knobs.put("range_gamma", FloatDimension.linear(0.9, 1).when("schedule", "exp_range"));
        knobs.put("step_epochs", FloatDimension.linear(0.1, 10_000).when("schedule", "step"));
        knobs.put("step_factor", FloatDimension.linear(0.0001, 1).when("schedule", "step"));
        knobs.put("restart_epochs", FloatDimension.linear(0.1, 10_000).when("schedule", "cosine_restarts"));
        knobs.put("restart_growth", FloatDimension.linear(1, 10).when("schedule", "cosine_restarts"));
        knobs.put("warmup_epochs", FloatDimension.linear(0, 1000));
        knobs.put("momentum_cycle", BooleanDimension.flag().when("schedule", CYCLICAL));
        knobs.put("momentum_low", FloatDimension.linear(0, 0.9999).when("schedule", CYCLICAL));
        knobs.put("momentum_high", FloatDimension.linear(0, 0.9999).when("schedule", CYCLICAL));
    }

    static void defaults(Map<String, Object> values) {
        values.put("optimizer", "adam");
        values.put("learning_rate", 0.001);
        values.put("momentum", 0.9);
        values.put("rms_decay", 0.95);
        values.put("beta1", 0.9);
        values.put("beta2", 0.999);
        values.put("epsilon", 1e-8);
        values.put("bias_correction", true);
        values.put("batch_size", 32);
        values.put("weight_decay", 0.0);
        values.put("clip_norm", 0.0);
        values.put("clip_value", 0.0);
        values.put("schedule", "constant");
        values.put("rate_floor", 0.1);
        values.put("half_cycle", 4.0);
        values.put("range_gamma", 0.9999);
        values.put("step_epochs", 10.0);
        values.put("step_factor", 0.1);
        values.put("restart_epochs", 10.0);
        values.put("restart_growth", 1.0);
        values.put("warmup_epochs", 0.0);
        values.put("momentum_cycle", true);
        values.put("momentum_low", 0.85);
        values.put("momentum_high", 0.95);
        values.put("patience", 0);
        values.put("min_improvement", 0.0);
    }
}
