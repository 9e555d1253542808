package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The loss of one row; training minimises its mean over the batch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Loss.CrossEntropy.class, name = "cross_entropy"),
    @JsonSubTypes.Type(value = Loss.Focal.class, name = "focal"),
    @JsonSubTypes.Type(value = Loss.Ldam.class, name = "ldam"),
    @JsonSubTypes.Type(value = Loss.SquaredError.class, name = "mse"),
    @JsonSubTypes.Type(value = Loss.AbsoluteError.class, name = "mae"),
    @JsonSubTypes.Type(value = Loss.Huber.class, name = "huber")
})
public sealed interface Loss {
    /** −log p(class of the row). */
    record CrossEntropy() implements Loss {}

    /** −(1 − p)^γ·log p (Lin et al. 2017), with p the probability of the row's class. */
    record Focal(double gamma) implements Loss {}

    /**
     * Cross-entropy of logits without the margin of the row's class y: these are s·z_j, and s·(z_y − Δ_y) (Cao et al.
     * 2019). The z are cosines; see {@link Head.Cosine}, whose scale is s. The trained model uses no margin.
     *
     * @param margins Δ of each class
     * @param scale s
     */
    record Ldam(List<Double> margins, double scale) implements Loss {
        public Ldam {
            margins = List.copyOf(margins);
        }
    }

    /** (output − standardised target)². */
    record SquaredError() implements Loss {}

    /** |output − standardised target|. */
    record AbsoluteError() implements Loss {}

    /** Of the error e: e²/2 where |e| ≤ δ, otherwise δ·(|e| − δ/2) (Huber 1964). */
    record Huber(double delta) implements Loss {}

    /** Whether it is a classification loss; otherwise it is a regression loss. */
    default boolean ofClasses() {
        return this instanceof CrossEntropy || this instanceof Focal || this instanceof Ldam;
    }
}
