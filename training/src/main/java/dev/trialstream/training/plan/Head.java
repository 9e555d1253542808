package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The output layer of a network. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Head.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = Head.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = Head.Linear.class, name = "linear")
})
public sealed interface Head {
    /** A softmax over {@code classes}. */
    record Softmax(int classes) implements Head {}

    /**
     * A softmax over {@code scale} times the cosines between the last hidden layer's output and the vector of each
     * class; without biases.
     */
    record Cosine(int classes, double scale) implements Head {}

    /** One linear output: the standardised target. */
    record Linear() implements Head {}

    /** Outputs of the layer. */
    default int width() {
        if (this instanceof Softmax softmax) {
            return softmax.classes();
        } else if (this instanceof Cosine cosine) {
            return cosine.classes();
        }
        return 1;
    }

    /** Whether it is for classification; otherwise its output is a number. */
    default boolean ofClasses() {
        return !(this instanceof Linear);
    }
}
