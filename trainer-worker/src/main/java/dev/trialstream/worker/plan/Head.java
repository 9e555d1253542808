package dev.trialstream.worker.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The output layer of a network. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Head.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = Head.Linear.class, name = "linear")
})
public sealed interface Head {
    /** A softmax over {@code classes}. */
    record Softmax(int classes) implements Head {}

    /** One linear output, the standardised target. */
    record Linear() implements Head {}

    /** Outputs of the layer. */
    default int width() {
        return this instanceof Softmax softmax ? softmax.classes() : 1;
    }

    /** What a training with such an output layer minimises. */
    default Loss loss() {
        return this instanceof Softmax ? Loss.CROSS_ENTROPY : Loss.SQUARED_ERROR;
    }
}
