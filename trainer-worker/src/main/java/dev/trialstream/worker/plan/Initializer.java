package dev.trialstream.worker.plan;

import java.util.Locale;

/**
 * How weights begin, as a zero-mean distribution of a certain variance; biases begin at 0. He: 2/in (He et al. 2015);
 * Xavier: 2/(in + out) (Glorot and Bengio 2010); LeCun: 1/in (LeCun et al. 1998).
 */
public enum Initializer {
    HE_NORMAL,
    HE_UNIFORM,
    XAVIER_NORMAL,
    XAVIER_UNIFORM,
    LECUN_NORMAL,
    LECUN_UNIFORM;

    static Initializer of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    public boolean isUniform() {
        return this == HE_UNIFORM || this == XAVIER_UNIFORM || this == LECUN_UNIFORM;
    }

    /** Standard deviation of the weights of a layer with {@code in} inputs and {@code out} outputs. */
    public double deviation(int in, int out) {
        return Math.sqrt(
                switch (this) {
                    case HE_NORMAL, HE_UNIFORM -> 2.0 / in;
                    case XAVIER_NORMAL, XAVIER_UNIFORM -> 2.0 / ((double) in + out);
                    case LECUN_NORMAL, LECUN_UNIFORM -> 1.0 / in;
                });
    }

    /** Half the width of the interval that a uniform initializer draws from: √3 standard deviations. */
    public double bound(int in, int out) {
        return Math.sqrt(3) * deviation(in, out);
    }
}
