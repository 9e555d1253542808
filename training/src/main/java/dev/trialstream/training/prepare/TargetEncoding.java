package dev.trialstream.training.prepare;

import java.util.Arrays;

/** What rows are to be answered with. */
public sealed interface TargetEncoding {
    /** Of how many rows. */
    int count();

    /** Numbers that a network gives for a row. */
    int width();

    /** Writes what the network is to give for {@code row} into {@code into}, as long as {@link #width}. */
    void encode(int row, float[] into);

    /** The answers to {@code rows} alone, in that order. */
    TargetEncoding of(int[] rows);

    /** The class of each row; it is encoded one-hot. */
    @SuppressWarnings("ArrayRecordComponent") // by the million, never compared
    record Classes(int[] labels, int classes) implements TargetEncoding {
        @Override
        public int count() {
            return labels.length;
        }

        @Override
        public int width() {
            return classes;
        }

        @Override
        public void encode(int row, float[] into) {
            Arrays.fill(into, 0);
            into[labels[row]] = 1;
        }

        @Override
        public Classes of(int[] rows) {
            return new Classes(Arrays.stream(rows).map(row -> labels[row]).toArray(), classes);
        }
    }

    /**
     * The number of each row; it is encoded standardised.
     *
     * @param values in the target's own unit
     * @param scale to what the network gives
     */
    @SuppressWarnings("ArrayRecordComponent") // by the million, never compared
    record Numbers(double[] values, Scaling.Affine scale) implements TargetEncoding {
        @Override
        public int count() {
            return values.length;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(int row, float[] into) {
            into[0] = (float) scale.apply(values[row]);
        }

        @Override
        public Numbers of(int[] rows) {
            return new Numbers(
                    Arrays.stream(rows).mapToDouble(row -> values[row]).toArray(), scale);
        }
    }
}
