package dev.trialstream.worker.train;

import java.nio.file.Path;
import java.util.Map;

/** Trains one kind of model. Found by {@link java.util.ServiceLoader}; used by several threads at once. */
public interface Trainer {
    /** The {@code trainer.type} that it serves. */
    String type();

    /**
     * Trains to the last epoch, or until the sink's verdict ends it; what is wrong with the data, the parameters or the
     * checkpoint fails the trial. The same task gives the same metrics, on any machine of the same make, in one go or in
     * several.
     */
    Outcome train(TrainTask task, EpochSink sink);

    /**
     * Scores a checkpoint, on the test rows once, and writes the model into {@code folder}, which exists.
     *
     * @return {@code test_error}, {@code test_loss}, {@code validation_error} and {@code validation_loss}
     * @throws RuntimeException with a message in one line where data, parameters or checkpoint do not allow it
     */
    Map<String, Double> deliver(DeliverTask task, Path folder);
}
