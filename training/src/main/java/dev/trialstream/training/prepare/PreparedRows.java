package dev.trialstream.training.prepare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prepared rows.
 *
 * @param features row by row, {@code inputs} values each
 * @param lengths real steps of each series, without padding; null for other rows
 * @param augmentation change of a row each time it is used for training; null: none
 */
@SuppressWarnings("ArrayRecordComponent") // millions of values, never compared
public record PreparedRows(
        float[] features,
        TargetEncoding answers,
        int inputs,
        int @Nullable [] lengths,
        @Nullable Augmentation augmentation) {

    /** Rows that are not series, without augmentation. */
    public PreparedRows(float[] features, TargetEncoding answers, int inputs) {
        this(features, answers, inputs, null, null);
    }

    public int count() {
        return answers.count();
    }

    /** The rows with these indices, in this order; an index may repeat. */
    PreparedRows of(int[] rows) {
        float[] chosen = new float[Math.multiplyExact(rows.length, inputs)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * inputs, chosen, i * inputs, inputs);
        }
        int @Nullable [] chosenLengths = lengths == null
                ? null
                : Arrays.stream(rows).map(row -> lengths[row]).toArray();
        return new PreparedRows(chosen, answers.of(rows), inputs, chosenLengths, augmentation);
    }

    PreparedRows augmented(@Nullable Augmentation by) {
        return new PreparedRows(features, answers, inputs, lengths, by);
    }
}
