package dev.trialstream.training.prepare;

import java.util.Arrays;

/** The encoded targets of rows. */
public sealed interface TargetEncoding {
    /** Number of rows. */
    int count();

    /** Number of outputs per row. */
    int width();

    /** Writes the target outputs of {@code row} into {@code into}, as long as {@link #width}. */
    void encode(int row, float[] into);

    /** The targets of {@code rows}, in this order. */
    TargetEncoding of(int[] rows);

    /** The class of each row, encoded one-hot. */
    @SuppressWarnings("ArrayRecordComponent") // millions, never compared
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
     * The number of each row, encoded standardised.
     *
     * @param values in the target's own unit
     * @param scale to the network's output
     */
    @SuppressWarnings("ArrayRecordComponent") // millions, never compared
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
