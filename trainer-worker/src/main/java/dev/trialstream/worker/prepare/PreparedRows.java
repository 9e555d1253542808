package dev.trialstream.worker.prepare;

import org.jspecify.annotations.Nullable;

/**
 * Rows as numbers.
 *
 * @param features row after row, {@code inputs} numbers each
 * @param lengths steps that the series of each row has before its padding; null where rows are no series
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the million, never compared
public record PreparedRows(float[] features, Answers answers, int inputs, int @Nullable [] lengths) {
    /** Rows that are no series. */
    public PreparedRows(float[] features, Answers answers, int inputs) {
        this(features, answers, inputs, null);
    }

    public int count() {
        return answers.count();
    }
}
