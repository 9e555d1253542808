package dev.trialstream.worker.plan;

import java.util.Locale;

/** The non-linearity of a layer. */
public enum Activation {
    RELU,
    /** With slope 0.01 below zero. */
    LEAKY_RELU,
    /** The larger of two linear pieces (Goodfellow et al. 2013): twice the weights of any other. */
    MAXOUT,
    TANH,
    SIGMOID,
    /** With α = 1. */
    ELU,
    /** x·Φ(x), as x·sigmoid(1.702·x) (Hendrycks and Gimpel 2016). */
    GELU,
    /** x·sigmoid(x). */
    SWISH;

    static Activation of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    /** What suits it: Kaiming where it is about linear above zero, Xavier where it saturates on both sides. */
    Initializer usualInitializer() {
        return this == TANH || this == SIGMOID ? Initializer.XAVIER_NORMAL : Initializer.HE_NORMAL;
    }

    /** Linear maps of the input that one output of it is made from. */
    public int pieces() {
        return this == MAXOUT ? 2 : 1;
    }
}
