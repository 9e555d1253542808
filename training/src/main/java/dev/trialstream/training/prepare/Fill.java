package dev.trialstream.training.prepare;

import java.util.Locale;

/** The replacement for a missing value: the knob {@code missing}. An indicator besides it marks missing values. */
enum Fill {
    /** The median of a numeric column; for others a separate category, which is the indicator. */
    MEDIAN,
    /** The most frequent value of the training rows; the smaller one of a tie. */
    MOST_FREQUENT;

    static Fill of(String knob) {
        return valueOf(knob.toUpperCase(Locale.ROOT));
    }

    /** Of ascending values; 0 if there are none. */
    double of(double[] sorted) {
        if (sorted.length == 0) {
            return 0;
        }
        return this == MEDIAN ? median(sorted) : mode(sorted);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    private static double mode(double[] sorted) {
        double mode = sorted[0];
        int most = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                mode = sorted[from];
            }
            from = to;
        }
        return mode;
    }
}
