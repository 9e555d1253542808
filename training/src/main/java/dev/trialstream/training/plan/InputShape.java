package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The layout of a prepared row. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InputShape.Flat.class, name = "flat"),
    @JsonSubTypes.Type(value = InputShape.Image.class, name = "image"),
    @JsonSubTypes.Type(value = InputShape.Series.class, name = "series")
})
public sealed interface InputShape {
    /** Numbers without an order among them. */
    record Flat(int width) implements InputShape {}

    /** Channel by channel, each line by line from the top. */
    record Image(int channels, int height, int width) implements InputShape {}

    /** Feature by feature, each over {@code steps} in the order of time; a shorter series ends in zeros. */
    record Series(int features, int steps) implements InputShape {}

    /** Number of values in a row. */
    default int size() {
        if (this instanceof Image image) {
            return image.channels() * image.height() * image.width();
        } else if (this instanceof Series series) {
            return series.features() * series.steps();
        }
        return ((Flat) this).width();
    }
}
