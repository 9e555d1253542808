package dev.trialstream.worker.prepare;

/**
 * Rows as numbers.
 *
 * @param features row after row, {@code inputs} numbers each
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the million, never compared
public record PreparedRows(float[] features, Answers answers, int inputs) {
    public int count() {
        return answers.count();
    }
}
