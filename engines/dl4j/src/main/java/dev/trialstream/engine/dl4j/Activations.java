package dev.trialstream.engine.dl4j;

import dev.trialstream.training.plan.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Maps activations to DL4J's, or to our own where DL4J's gradients fail. */
final class Activations {
    private Activations() {}

    /** For training. */
    static IActivation of(Activation activation) {
        return switch (activation) {
            case GELU -> new SelfGated(1.702);
            case SWISH -> new SelfGated(1);
            default -> delivered(activation);
        };
    }

    /** For delivery: the same values, with DL4J's own classes. */
    static IActivation delivered(Activation activation) {
        return switch (activation) {
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU(0.01);
            case TANH -> new ActivationTanH();
            case SIGMOID -> new ActivationSigmoid();
            case ELU -> new ActivationELU(1);
            // DL4J's "precise" variant lacks the cubic term.
            case GELU -> new ActivationGELU(false);
            case SWISH -> new ActivationSwish();
            // The pieces are linear; the next layer takes the larger.
            case MAXOUT -> new ActivationIdentity();
        };
    }
}
