package dev.trialstream.protocol.knob;

import dev.trialstream.protocol.space.BooleanDimension;
import dev.trialstream.protocol.space.CategoricalDimension;
import dev.trialstream.protocol.space.Dimension;
import dev.trialstream.protocol.space.FloatDimension;
import dev.trialstream.protocol.space.IntDimension;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knobs of data preparation. */
final class DataKnobs {
    private DataKnobs() {}

    static Map<String, Dimension> dimensions() {
        Map<String, Dimension> knobs = new LinkedHashMap<>();
        knobs.put("scaling", CategoricalDimension.of("standard", "min_max", "min_max_symmetric", "none", "auto"));
        knobs.put("reshape", CategoricalDimension.of("none", "log", "log1p", "yeo_johnson", "quantile", "auto"));
        knobs.put("reshape_aim", CategoricalDimension.of("symmetric", "uniform"));
        knobs.put("missing", CategoricalDimension.of("median", "most_frequent"));
        knobs.put("max_categories", IntDimension.log(1, 10_000));
        knobs.put("resample", CategoricalDimension.of("none", "oversample", "undersample", "mixed"));
        knobs.put("image_size", IntDimension.linear(0, 1024));
        knobs.put("augment_flip", BooleanDimension.flag());
        knobs.put("augment_shift", FloatDimension.linear(0, 0.5));
        knobs.put("augment_crop", FloatDimension.linear(0, 0.5));
        return knobs;
    }

    static Map<String, Object> defaults() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("scaling", "standard");
        values.put("reshape", "none");
        values.put("reshape_aim", "symmetric");
        values.put("missing", "median");
        values.put("max_categories", 50);
        values.put("resample", "none");
        values.put("image_size", 0);
        values.put("augment_flip", false);
        values.put("augment_shift", 0.0);
        values.put("augment_crop", 0.0);
        return values;
    }
}
