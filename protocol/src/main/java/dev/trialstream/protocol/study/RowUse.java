package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which rows a training learns from and is validated on. The test rows are those of the study's split, whatever this
 * says.
 *
 * @param seed of the draw where rows are drawn anew, otherwise 0
 */
public record RowUse(Mode mode, long seed) {
    /** The parts as the study's split has them. */
    public static final RowUse AS_SPLIT = new RowUse(Mode.AS_SPLIT, 0);
    /** Training and validation rows together to learn from, none to validate on. */
    public static final RowUse POOLED = new RowUse(Mode.POOLED, 0);

    /** Training and validation rows pooled and parted anew, in the same shares. */
    public static RowUse resampled(long seed) {
        return new RowUse(Mode.RESAMPLED, seed);
    }

    /** How the rows that are not test rows are used. */
    public enum Mode {
        @JsonProperty("as_split")
        AS_SPLIT,
        @JsonProperty("resampled")
        RESAMPLED,
        @JsonProperty("pooled")
        POOLED
    }
}
