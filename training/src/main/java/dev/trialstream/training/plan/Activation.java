package dev.trialstream.training.plan;

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

    /**
     * The usual choice: Kaiming for activations that are about linear above zero, Xavier for those that saturate on
     * both sides.
     */
    Initializer usualInitializer() {
        return this == TANH || this == SIGMOID ? Initializer.XAVIER_NORMAL : Initializer.HE_NORMAL;
    }

    /**
     * The activation of recurrent cells in a network with this activation. A maxout is unbounded, but the state that a
     * cell carries from step to step must be bounded; in recurrent networks it is part of a deep output (Bahdanau, Cho
     * and Bengio 2015, A.2.2).
     */
    Activation ofCells() {
        return this == MAXOUT ? TANH : this;
    }

    /** Number of linear maps of the input per output. */
    public int pieces() {
        return this == MAXOUT ? 2 : 1;
    }
}
