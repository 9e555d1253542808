package dev.trialstream.policy.stats;

/** Student's t distribution. */
public final class StudentT {
    private StudentT() {}

    /**
     * P(T ≤ t), by the finite series of Abramowitz and Stegun 1964, "Handbook of Mathematical Functions", 26.7.3 and
     * 26.7.4, in cos θ with tan θ = |t|/√ν.
     *
     * @param freedom ν, at least 1; the number of terms is half of it
     */
    public static double cdf(double t, int freedom) {
        if (freedom < 1) {
            throw new IllegalArgumentException("degrees of freedom: expected at least 1, got " + freedom);
        }
        double angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
        double within = freedom % 2 == 0 ? even(angle, freedom) : odd(angle, freedom);
        double tail = Math.max(0, 1 - within) / 2;
        return t > 0 ? 1 - tail : tail;
    }

    /** P(|T| ≤ t) = sin θ·(1 + 1/2·cos² θ + 1·3/(2·4)·cos⁴ θ + … up to cos^(ν−2) θ). */
    private static double even(double angle, int freedom) {
        double square = Math.cos(angle) * Math.cos(angle);
        double term = 1;
        double sum = 1;
        for (int k = 2; k <= freedom - 2; k += 2) {
            term *= square * (k - 1) / k;
            sum += term;
        }
        return Math.sin(angle) * sum;
    }

    /** P(|T| ≤ t) = 2/π·(θ + sin θ·(cos θ + 2/3·cos³ θ + 2·4/(3·5)·cos⁵ θ + … up to cos^(ν−2) θ)). */
    private static double odd(double angle, int freedom) {
        double square = Math.cos(angle) * Math.cos(angle);
        double term = Math.cos(angle);
        double sum = freedom == 1 ? 0 : term;
        for (int k = 3; k <= freedom - 2; k += 2) {
            term *= square * (k - 1) / k;
            sum += term;
        }
        return 2 / Math.PI * (angle + Math.sin(angle) * sum);
    }
}
