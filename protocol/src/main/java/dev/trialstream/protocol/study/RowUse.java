package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The rows that a training learns from and is validated on. The test rows are always those of the study's split.
 *
 * @param seed of the draw if rows are split again, otherwise 0
 */
public record RowUse(Mode mode, long seed) {
    /** The parts of the study's split. */
    public static final RowUse AS_SPLIT = new RowUse(Mode.AS_SPLIT, 0);
    /** Training and validation rows together for training, none for validation. */
    public static final RowUse POOLED = new RowUse(Mode.POOLED, 0);

    /** Training and validation rows pooled and split again, in the same shares. */
    public static RowUse resampled(long seed) {
        return new RowUse(Mode.RESAMPLED, seed);
    }

    /** Use of the rows that are not test rows. */
    public enum Mode {
        @JsonProperty("as_split")
        AS_SPLIT,
        @JsonProperty("resampled")
        RESAMPLED,
        @JsonProperty("pooled")
        POOLED
    }
}
