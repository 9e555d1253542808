package dev.trialstream.protocol;

/**
 * Seeds derived from seeds. A study has one root seed; everything random in it draws from a seed derived from that
 * root, the number of the trial and the purpose, never from names or clocks, so that a study run again under another
 * name draws the same.
 */
public final class Seeds {
    /** What a derived seed is for; two purposes of one trial never share a stream. */
    public enum Purpose {
        SUGGESTION(1),
        TRAINING(2),
        /** Of the k-th repeat of every candidate: all of them are parted alike. */
        RESAMPLING(3),
        /** To find a point that holds the constraints; of number 0 for the study itself. */
        FEASIBILITY(4),
        /** Of the rows drawn to bring classes to one size. */
        CLASS_BALANCE(5),
        /** Of the k-th network more that a trial trains. */
        REPEAT(6);

        private final int stream;

        Purpose(int stream) {
            this.stream = stream;
        }
    }

    private Seeds() {}

    /** The seed of trial {@code number} (from 1) for {@code purpose} in a study with the root seed {@code root}. */
    public static long derive(long root, long number, Purpose purpose) {
        return mix(mix(mix(root) + number) + purpose.stream);
    }

    /** The seed of {@code epoch} within a training; derived anew each epoch so that a resumed training draws the same. */
    public static long ofEpoch(long trainingSeed, int epoch) {
        return mix(mix(trainingSeed) + epoch);
    }

    /** SplitMix64's output function (Steele, Lea and Flood 2014), on the input advanced by the golden gamma. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
