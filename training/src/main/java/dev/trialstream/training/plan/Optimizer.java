package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The rule that turns a gradient g into a step of the weights w. η is the learning rate of the {@link Plan}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = Optimizer.Momentum.class, name = "momentum"),
    @JsonSubTypes.Type(value = Optimizer.Nesterov.class, name = "nesterov"),
    @JsonSubTypes.Type(value = Optimizer.RmsProp.class, name = "rmsprop"),
    @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = Optimizer.AdamW.class, name = "adamw"),
    @JsonSubTypes.Type(value = Optimizer.Nadam.class, name = "nadam"),
    @JsonSubTypes.Type(value = Optimizer.AmsGrad.class, name = "amsgrad")
})
public sealed interface Optimizer {
    /** w ← w − η·g. */
    record Sgd() implements Optimizer {}

    /** Polyak's heavy ball: v ← μ·v + g, w ← w − η·v. */
    record Momentum(double momentum) implements Optimizer {}

    /** v ← μ·v + g, w ← w − η·(g + μ·v) (Sutskever et al. 2013). */
    record Nesterov(double momentum) implements Optimizer {}

    /** s ← ρ·s + (1 − ρ)·g², w ← w − η·g / (√s + ε) (Tieleman and Hinton 2012); s begins at ε. */
    record RmsProp(double decay, double epsilon) implements Optimizer {}

    /**
     * Kingma and Ba 2015, with ε added to the uncorrected root as at the end of their section 2.
     *
     * @param biasCorrection whether the moments are divided by 1 − βᵗ. Without it, and with an ε much larger than √v,
     *     the rate ε·η/(1 − β₁) gives the steps of {@link Momentum} at η (Choi et al. 2019)
     */
    record Adam(double beta1, double beta2, double epsilon, boolean biasCorrection) implements Optimizer {}

    /** Adam with decoupled weight decay, which is not part of the gradient (Loshchilov and Hutter 2019). */
    record AdamW(double beta1, double beta2, double epsilon, boolean biasCorrection) implements Optimizer {}

    /**
     * Adam, with β₁·m̂ + (1 − β₁)·g / (1 − β₁ᵗ) in place of m̂: Nesterov's look-ahead (Dozat 2016, at a constant β₁).
     */
    record Nadam(double beta1, double beta2, double epsilon) implements Optimizer {}

    /** Adam with the largest second moment so far (Reddi et al. 2018). */
    record AmsGrad(double beta1, double beta2, double epsilon) implements Optimizer {}

    /** μ or β₁ of optimizers that have one; otherwise NaN. */
    default double momentum() {
        if (this instanceof Momentum o) {
            return o.momentum;
        } else if (this instanceof Nesterov o) {
            return o.momentum;
        } else if (this instanceof Adam o) {
            return o.beta1;
        } else if (this instanceof AdamW o) {
            return o.beta1;
        } else if (this instanceof Nadam o) {
            return o.beta1;
        } else if (this instanceof AmsGrad o) {
            return o.beta1;
        }
        return Double.NaN;
    }

    /** Whether it adapts to the size of gradients; then the rate scales with √batch. */
    default boolean adapts() {
        return !(this instanceof Sgd || this instanceof Momentum || this instanceof Nesterov);
    }

    /**
     * Whether weight decay λ subtracts η·λ·w from the weights besides the step; otherwise it adds λ·w to the gradient.
     */
    default boolean decouplesWeightDecay() {
        return this instanceof AdamW;
    }
}
