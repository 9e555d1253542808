package dev.trialstream.protocol.study;

/**
 * How the winner of a study is found among its best.
 *
 * @param confirm fresh seeds that every candidate is retrained with; 0: the best of the search wins as it is
 */
public record Promotion(int confirm) {
    /** Candidates that are confirmed, at most. */
    public static final int MOST_CANDIDATES = 5;

    public static final Promotion NONE = new Promotion(0);
    public static final Promotion AUTO = new Promotion(3);
}
