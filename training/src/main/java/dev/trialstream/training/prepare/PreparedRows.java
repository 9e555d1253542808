package dev.trialstream.training.prepare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows as numbers.
 *
 * @param features row after row, {@code inputs} numbers each
 * @param lengths of rows that are series, how many steps are true; null of other rows
 * @param augmentation what is done to a row each time it is learnt from; null: nothing
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the million, never compared
public record PreparedRows(
        float[] features,
        TargetEncoding answers,
        int inputs,
        int @Nullable [] lengths,
        @Nullable Augmentation augmentation) {

    /** Rows that are no series, and learnt from as they are. */
    public PreparedRows(float[] features, TargetEncoding answers, int inputs) {
        this(features, answers, inputs, null, null);
    }

    public int count() {
        return answers.count();
    }

    /** The rows at these places alone, in that order; a place may stand there again. */
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
