package dev.trialstream.worker.plan;

import java.util.Locale;

/** The non-linearity of a layer. */
public enum Activation {
    RELU,
    /** With slope 0.01 below zero. */
    LEAKY_RELU,
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
}
