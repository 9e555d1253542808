package dev.trialstream.protocol;

/**
 * Derives seeds. A study has one root seed. Each random stream has a seed derived from that root, the trial number and
 * the purpose. Names and clocks play no part, so a study run again under another name draws the same values.
 */
public final class Seeds {
    /** The use of a derived seed. Two purposes of one trial never share a stream. */
    public enum Purpose {
        SUGGESTION(1),
        TRAINING(2),
        /** Of the k-th repeat of every candidate: all candidates get the same split. */
        RESAMPLING(3),
        /** For finding a point that satisfies the constraints; number 0 is for the study itself. */
        FEASIBILITY(4),
        /** For drawing rows when classes are resampled to one size. */
        CLASS_BALANCE(5),
        /** Of the k-th additional network of a trial. */
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

    /**
     * The seed of {@code epoch} within a training. It depends only on the arguments, so a resumed training draws the
     * same.
     */
    public static long ofEpoch(long trainingSeed, int epoch) {
        return mix(mix(trainingSeed) + epoch);
    }

    /** SplitMix64's output function (Steele, Lea and Flood 2014), applied to the input plus the golden gamma. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
