package dev.trialstream.training.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A running training. The same plan and data give the same numbers, however often it is interrupted and resumed. */
public interface Session extends AutoCloseable {
    /** Number of trained epochs. */
    int epoch();

    /**
     * Trains one more epoch; ends early if the loss is no longer a number.
     *
     * @param interrupted called before every step; if true, the epoch is abandoned
     * @return empty if the epoch was abandoned; then the session can only be closed
     */
    Optional<EpochStats> trainEpoch(BooleanSupplier interrupted);

    /** Evaluates the current network on a part; on the training part with at most 10,000 rows, always the same. */
    Evaluation evaluate(Part part);

    /**
     * Share of hidden units with the same output for each of up to 1024 training rows; nothing can be learnt through
     * them.
     */
    double deadUnits();

    /** Statistics of each hidden layer of the current network, from the input on. Changes nothing. */
    List<LayerSpread> probe();

    /** The complete state, for continuing later or elsewhere to the bit, as the bytes of a {@link Checkpoint}. */
    byte[] snapshot();

    /** Writes the model for use without this project, in the engine's own format; overwrites {@code file}. */
    void export(Path file);

    @Override
    void close();

    /** A part of the data. */
    enum Part {
        TRAIN,
        VALIDATION,
        TEST
    }
}
