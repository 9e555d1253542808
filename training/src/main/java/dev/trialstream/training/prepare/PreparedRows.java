package dev.trialstream.training.prepare;

import dev.trialstream.training.metric.Sample;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prepared rows.
 *
 * @param features row by row, {@code inputs} values each
 * @param lengths real steps of each series, without padding; null for other rows
 * @param augmentation change of a row each time it is used for training; null: none
 * @param groups number of each row's group, whose rows are no independent draws; null if a row is a draw of its own
 */
@SuppressWarnings("ArrayRecordComponent") // millions of values, never compared
public record PreparedRows(
        float[] features,
        TargetEncoding answers,
        int inputs,
        int @Nullable [] lengths,
        @Nullable Augmentation augmentation,
        int @Nullable [] groups) {

    /** Rows that are not series, without augmentation. */
    public PreparedRows(float[] features, TargetEncoding answers, int inputs) {
        this(features, answers, inputs, null, null, null);
    }

    /** Rows that are draws of their own. */
    public PreparedRows(
            float[] features,
            TargetEncoding answers,
            int inputs,
            int @Nullable [] lengths,
            @Nullable Augmentation augmentation) {
        this(features, answers, inputs, lengths, augmentation, null);
    }

    /** The rows as a sample of what the network will see. */
    public Sample sample() {
        return new Sample(count(), groups);
    }

    PreparedRows grouped(int @Nullable [] by) {
        return new PreparedRows(features, answers, inputs, lengths, augmentation, by);
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
        return new PreparedRows(
                chosen, answers.of(rows), inputs, chosen(lengths, rows), augmentation, chosen(groups, rows));
    }

    PreparedRows augmented(@Nullable Augmentation by) {
        return new PreparedRows(features, answers, inputs, lengths, by, groups);
    }

    private static int @Nullable [] chosen(int @Nullable [] all, int[] rows) {
        return all == null ? null : Arrays.stream(rows).map(row -> all[row]).toArray();
    }
}
