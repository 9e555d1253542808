package dev.trialstream.policy.stopping;

import java.util.stream.IntStream;

/**
 * The brackets of {@link Hyperband}.
 *
 * <p>Bracket b = 0, 1, … halves s = count − 1 − b times: at the epochs min·η^b, min·η^(b+1), …, each of which leaves room
 * for η times as many. The last bracket never halves.
 *
 * @param count number of brackets, ⌊log_η(R/min)⌋ + 1 for R epochs, at least 1
 */
record Brackets(int min, int reduction, int count) {
    private static final double GOLDEN = 0.6180339887498949;

    static Brackets of(int min, int reduction, int epochs) {
        int count = 1;
        for (long rung = (long) min * reduction; rung <= epochs; rung *= reduction) {
            count++;
        }
        return new Brackets(min, reduction, count);
    }

    /** The epoch min·η^{@code bracket}: the first rung of a bracket that has one. */
    int firstRung(int bracket) {
        int rung = min;
        for (int i = 0; i < bracket; i++) {
            rung *= reduction;
        }
        return rung;
    }

    /** Whether the trials of {@code bracket} are compared after {@code epoch}. */
    boolean isRung(int bracket, int epoch) {
        return IntStream.range(bracket, count - 1).anyMatch(later -> firstRung(later) == epoch);
    }

    /** Share of the trials in bracket {@code bracket}: ⌈(s_max + 1)/(s + 1)·η^s⌉ of the sum over all brackets. */
    double share(int bracket) {
        double all = 0;
        for (int i = 0; i < count; i++) {
            all += weight(i);
        }
        return weight(bracket) / all;
    }

    private double weight(int bracket) {
        int s = count - 1 - bracket;
        double places = count;
        for (int i = 0; i < s; i++) {
            places *= reduction;
        }
        return Math.ceil(places / (s + 1));
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
