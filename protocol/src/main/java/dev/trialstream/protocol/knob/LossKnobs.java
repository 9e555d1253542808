package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import java.util.Map;

/** Knobs of the loss and of class weights. */
final class LossKnobs {
    private LossKnobs() {}

    static void dimensions(Map<String, Dimension> knobs) {
        knobs.put("loss", CategoricalDimension.of("auto", "cross_entropy", "focal", "ldam", "mse", "mae", "huber"));
        knobs.put("focal_gamma", FloatDimension.linear(0, 10).when("loss", "focal"));
        knobs.put("ldam_margin", FloatDimension.linear(0, 1).when("loss", "ldam"));
        knobs.put("ldam_scale", FloatDimension.log(1, 1000).when("loss", "ldam"));
        knobs.put("huber_delta", FloatDimension.log(1e-3, 1e3).when("loss", "huber"));
        knobs.put("class_weights", CategoricalDimension.of("none", "inverse_sqrt", "effective_number"));
        knobs.put("effective_beta", FloatDimension.linear(0, 0.999999).when("class_weights", "effective_number"));
        knobs.put("defer_weights", BooleanDimension.flag().when("class_weights", "inverse_sqrt", "effective_number"));
        knobs.put("deferred_rate", FloatDimension.log(1e-4, 1).when("defer_weights", true));
    }

    static void defaults(Map<String, Object> values) {
        values.put("loss", "auto");
        values.put("focal_gamma", 2.0);
        values.put("ldam_margin", 0.5);
        values.put("ldam_scale", 30.0);
        values.put("huber_delta", 1.0);
        values.put("class_weights", "none");
        values.put("effective_beta", 0.9999);
        values.put("defer_weights", false);
        values.put("deferred_rate", 0.01);
    }
}
