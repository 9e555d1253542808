package dev.trialstream.policy.stopping;

/**
 * The brackets of {@link Hyperband}.
 *
 * @param count number of brackets, at least 1
 */
record Brackets(int min, int reduction, int count) {
    private static final double GOLDEN = 0.6180339887498949;

    static Brackets of(int min, int reduction, int epochs) {
        int count = 1;
        for (long rung = (long) min * reduction; rung < epochs; rung *= reduction) {
            count++;
        }
        return new Brackets(min, reduction, count);
    }

    int firstRung(int bracket) {
        int rung = min;
        for (int i = 0; i < bracket; i++) {
            rung *= reduction;
        }
        return rung;
    }

    /** Share of the trials in bracket {@code bracket}. */
    double share(int bracket) {
        double all = 0;
        for (int i = 0; i < count; i++) {
            all += weight(i);
        }
        return weight(bracket) / all;
    }

    private double weight(int bracket) {
        int s = count - 1 - bracket;
        return Math.pow(reduction, s) * count / (s + 1);
    }

    /**
     * The bracket of trial {@code number}. Multiples of the golden ratio fall evenly into the shares, for any number of
     * trials.
     */
    int of(int number) {
        double place = number * GOLDEN - Math.floor(number * GOLDEN);
        int bracket = 0;
        double end = share(0);
        while (place >= end && bracket < count - 1) {
            bracket++;
            end += share(bracket);
        }
        return bracket;
    }
}
