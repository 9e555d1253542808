package dev.trialstream.worker.engine;

/** A network that was exported, to be asked. Used by one thread at a time. */
public interface TrainedModel extends AutoCloseable {
    /** Numbers that a row has. */
    int inputs();

    /** Numbers that a row gives. */
    int outputs();

    /**
     * What the rows give before any softmax, row after row.
     *
     * @param rows row after row, {@code count} of them
     */
    float[] outputs(float[] rows, int count);

    @Override
    void close();
}
