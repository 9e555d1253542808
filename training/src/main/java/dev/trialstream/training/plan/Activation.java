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

    /** What suits it: Kaiming where it is about linear above zero, Xavier where it saturates on both sides. */
    Initializer usualInitializer() {
        return this == TANH || this == SIGMOID ? Initializer.XAVIER_NORMAL : Initializer.HE_NORMAL;
    }

    /**
     * What recurrent cells have where a network has this one. A maxout is nowhere bounded, and what a cell carries from step to
     * step has to be: in recurrent networks it is of a deep output (Bahdanau, Cho and Bengio 2015, A.2.2).
     */
    Activation ofCells() {
        return this == MAXOUT ? TANH : this;
    }

    /** Linear maps of the input that one output of it is made from. */
    public int pieces() {
        return this == MAXOUT ? 2 : 1;
    }
}
