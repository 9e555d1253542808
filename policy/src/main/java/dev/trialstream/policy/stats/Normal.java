package dev.trialstream.policy.stats;

/** The standard normal distribution. */
public final class Normal {
    private static final double[] ABOVE = {
        220.206867912376,
        221.213596169931,
        112.079291497871,
        33.912866078383,
        6.37396220353165,
        0.700383064443688,
        3.52624965998911e-2
    };
    private static final double[] BELOW = {
        440.413735824752,
        793.826512519948,
        637.333633378831,
        296.564248779674,
        86.7807322029461,
        16.064177579207,
        1.75566716318264,
        8.83883476483184e-2
    };

    private Normal() {}

    /**
     * Φ(x), to about fifteen digits: Hart's rational approximation (1968) as given by West in "Better approximations to
     * cumulative normal functions" (Wilmott 2005).
     */
    public static double cdf(double x) {
        double tail = tail(Math.abs(x));
        return x > 0 ? 1 - tail : tail;
    }

    private static double tail(double x) {
        double gauss = Math.exp(-x * x / 2);
        if (x < 7.07106781186547) {
            return gauss * polynomial(ABOVE, x) / polynomial(BELOW, x);
        }
        double fraction = x + 0.65;
        for (int k = 4; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return gauss / fraction / 2.506628274631;
    }

    /** By Horner's rule; {@code coefficients[k]} belongs to x^k. */
    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = sum * x + coefficients[k];
        }
        return sum;
    }
}
