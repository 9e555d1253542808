package dev.trialstream.training.engine;

import org.jspecify.annotations.Nullable;

/** An exported network, for predictions. Not thread-safe. */
public interface TrainedModel extends AutoCloseable {
    /** Whether rows of {@code width} numbers are accepted. */
    boolean takes(int width);

    /** Description of the accepted number of inputs. */
    String inputs();

    /** Number of outputs per row. */
    int outputs();

    /**
     * The outputs before any softmax, row by row.
     *
     * @param rows {@code count} rows, one after the other
     */
    default float[] outputs(float[] rows, int count) {
        return outputs(rows, count, null);
    }

    /** @param lengths steps of each row's series before its padding; null if none is padded, or rows are not series */
    float[] outputs(float[] rows, int count, int @Nullable [] lengths);

    @Override
    void close();
}
