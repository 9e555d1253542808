package dev.trialstream.training.engine;

import org.jspecify.annotations.Nullable;

/** A network that was exported, to be asked. Used by one thread at a time. */
public interface TrainedModel extends AutoCloseable {
    /** Whether a row may have {@code width} numbers. */
    boolean takes(int width);

    /** Numbers that a row has, in words. */
    String inputs();

    /** Numbers that a row gives. */
    int outputs();

    /**
     * What the rows give before any softmax, row after row.
     *
     * @param rows row after row, {@code count} of them
     */
    default float[] outputs(float[] rows, int count) {
        return outputs(rows, count, null);
    }

    /** @param lengths steps that the series of each row has before its padding; null where none is padded, or none is a series */
    float[] outputs(float[] rows, int count, int @Nullable [] lengths);

    @Override
    void close();
}
