package dev.trialstream.training.plan;

import dev.trialstream.protocol.space.Parameters;

/** Builds optimizers from their knobs. */
final class Optimizers {
    private Optimizers() {}

    static Optimizer optimizer(Parameters knobs) {
        String name = knobs.text("optimizer");
        return switch (name) {
            case "sgd" -> new Optimizer.Sgd();
            case "momentum" -> new Optimizer.Momentum(knobs.number("momentum"));
            case "nesterov" -> new Optimizer.Nesterov(knobs.number("momentum"));
            case "rmsprop" -> new Optimizer.RmsProp(knobs.number("rms_decay"), knobs.number("epsilon"));
            case "adam" ->
                new Optimizer.Adam(beta1(knobs), beta2(knobs), knobs.number("epsilon"), knobs.flag("bias_correction"));
            case "adamw" ->
                new Optimizer.AdamW(beta1(knobs), beta2(knobs), knobs.number("epsilon"), knobs.flag("bias_correction"));
            case "nadam" -> new Optimizer.Nadam(beta1(knobs), beta2(knobs), knobs.number("epsilon"));
            case "amsgrad" -> new Optimizer.AmsGrad(beta1(knobs), beta2(knobs), knobs.number("epsilon"));
            default -> throw new IllegalArgumentException("parameter optimizer: no optimizer " + name);
        };
    }

    private static double beta1(Parameters knobs) {
        return knobs.number("beta1");
    }

    private static double beta2(Parameters knobs) {
        return knobs.number("beta2");
    }
}
