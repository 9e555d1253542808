package dev.trialstream.training.plan;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;

/**
 * Initial weights; biases start at 0. All but the orthogonal initialiser draw each weight independently, from a
 * zero-mean distribution of a given variance. He: 2/in (He et al. 2015); Xavier: 2/(in + out) (Glorot and Bengio 2010);
 * LeCun: 1/in (LeCun et al. 1998); normal: {@code scale}²; uniform: between −{@code scale} and {@code scale}.
 * Orthogonal: {@code scale} times a matrix with orthonormal rows or columns, whichever are fewer (Saxe, McClelland and
 * Ganguli 2014).
 *
 * @param scale of normal, uniform and orthogonal; 1 and unused for the others
 */
@JsonPropertyOrder({"kind", "scale", "orthogonal", "uniform"}) // fingerprints of plans depend on it
public record Initializer(Kind kind, double scale) {
    public static final Initializer HE_NORMAL = new Initializer(Kind.HE_NORMAL, 1);
    public static final Initializer HE_UNIFORM = new Initializer(Kind.HE_UNIFORM, 1);
    public static final Initializer XAVIER_NORMAL = new Initializer(Kind.XAVIER_NORMAL, 1);
    public static final Initializer XAVIER_UNIFORM = new Initializer(Kind.XAVIER_UNIFORM, 1);
    public static final Initializer LECUN_NORMAL = new Initializer(Kind.LECUN_NORMAL, 1);
    public static final Initializer LECUN_UNIFORM = new Initializer(Kind.LECUN_UNIFORM, 1);

    /** The distribution of the weights. */
    public enum Kind {
        HE_NORMAL,
        HE_UNIFORM,
        XAVIER_NORMAL,
        XAVIER_UNIFORM,
        LECUN_NORMAL,
        LECUN_UNIFORM,
        NORMAL,
        UNIFORM,
        ORTHOGONAL;

        boolean isScaled() {
            return this == NORMAL || this == UNIFORM || this == ORTHOGONAL;
        }
    }

    /** The initialiser of this name, with a scale of 1. */
    public static Initializer of(String knob) {
        return named(knob, 1);
    }

    static Initializer named(String knob, double scale) {
        Kind kind = Kind.valueOf(knob.toUpperCase(Locale.ROOT));
        return new Initializer(kind, kind.isScaled() ? scale : 1);
    }

    public boolean isOrthogonal() {
        return kind == Kind.ORTHOGONAL;
    }

    public boolean isUniform() {
        return switch (kind) {
            case HE_UNIFORM, XAVIER_UNIFORM, LECUN_UNIFORM, UNIFORM -> true;
            default -> false;
        };
    }

    /** Root mean square of the weights of a layer with {@code in} inputs and {@code out} outputs. */
    public double deviation(int in, int out) {
        return switch (kind) {
            case HE_NORMAL, HE_UNIFORM -> Math.sqrt(2.0 / in);
            case XAVIER_NORMAL, XAVIER_UNIFORM -> Math.sqrt(2.0 / ((double) in + out));
            case LECUN_NORMAL, LECUN_UNIFORM -> Math.sqrt(1.0 / in);
            case NORMAL -> scale;
            case UNIFORM -> scale / Math.sqrt(3);
            case ORTHOGONAL -> scale / Math.sqrt(Math.max(in, out));
        };
    }

    /** Half the width of the interval that a uniform initializer draws from: √3 standard deviations. */
    public double bound(int in, int out) {
        return Math.sqrt(3) * deviation(in, out);
    }
}
