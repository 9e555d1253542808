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

    /** The rows at these places alone, in that order; a place may stand there again. */
    PreparedRows of(int[] rows) {
        float[] chosen = new float[Math.multiplyExact(rows.length, inputs)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * inputs, chosen, i * inputs, inputs);
        }
        return new PreparedRows(chosen, answers.of(rows), inputs);
    }
}
