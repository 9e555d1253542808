package dev.trialstream.training.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A training under way. The same plan and data give the same numbers, however often it is interrupted and taken up. */
public interface Session extends AutoCloseable {
    /** Epochs trained, 0 before the first. */
    int epoch();

    /**
     * Trains one more epoch; ends early where the loss is no longer a number.
     *
     * @param interrupted asked before every step; once it says yes, the epoch is abandoned
     * @return empty where the epoch was abandoned; the session is then of no use but to be closed
     */
    Optional<EpochStats> trainEpoch(BooleanSupplier interrupted);

    /** How the network does on a part as it is now; of the training part on at most 10,000 rows, always the same. */
    Evaluation evaluate(Part part);

    /** Share of hidden units that give the same for each of up to 1024 training rows: nothing can be learnt through them. */
    double deadUnits();

    /** What goes through each hidden layer as the network is now, from the input on. Changes nothing. */
    List<LayerSpread> probe();

    /** All that it takes to go on later, elsewhere, to the bit, as the bytes of a {@link Checkpoint}. */
    byte[] snapshot();

    /** Writes the model for use without this project, in the engine's own format, over whatever {@code file} was. */
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
