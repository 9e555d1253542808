package dev.trialstream.worker.prepare;

/**
 * Rows as numbers.
 *
 * @param features row after row, {@code inputs} numbers each
 * @param labels the class of each row
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the million, never compared
public record PreparedRows(float[] features, int[] labels, int inputs) {
    public int count() {
        return labels.length;
    }
}
