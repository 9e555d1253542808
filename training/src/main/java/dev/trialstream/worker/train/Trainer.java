package dev.trialstream.worker.train;

import java.nio.file.Path;
import java.util.Map;

/** Trains one kind of model. Found by {@link java.util.ServiceLoader}; must be thread-safe. */
public interface Trainer {
    /** The {@code trainer.type} that it serves; for a user's own trainer the {@code trainer.name}. */
    String type();

    /**
     * Trains to the last epoch, or until the sink's verdict ends it. Wrong data or parameters fail the trial. The same
     * task gives the same metrics, on any machine of the same kind, in one run or in several. Each epoch reports the
     * metric of the study's objective, and further metrics as finite numbers.
     *
     * <p>The network trainer reports {@code training_loss} and {@code validation_loss} for each epoch. For a
     * classification it adds {@code training_error}, {@code training_balanced_error}, {@code validation_error},
     * {@code validation_error_se}, {@code validation_balanced_error}, {@code validation_macro_f1},
     * {@code validation_log_loss}, {@code validation_calibration_error} and {@code validation_recall_LABEL} of up to
     * 100 classes. For a regression it adds {@code training_rmse}, {@code validation_rmse}, {@code validation_rmse_se},
     * {@code validation_mae} and {@code validation_r2}. {@code _se} is a standard error, left out if it does not exist.
     * Without validation rows there are no validation metrics. Further metrics are the current {@code learning_rate}
     * and {@code momentum}, {@code gradient_norm}, {@code update_ratio} and {@code dead_units}, and in the first epoch
     * {@code initial_activation_LAYER} and {@code initial_gradient_LAYER}.
     *
     * @throws OutOfMemoryError with a one-line message if memory does not suffice, on the heap or off it; the
     *     training's memory has been freed by then
     * @throws BadCheckpoint before any report, if {@link TrainTask#resume} is no state of this training: it is
     *     truncated, or belongs to another plan or preparation. The caller may try an older one.
     */
    Outcome train(TrainTask task, EpochSink sink);

    /** Whether it trains in its own processes, so that {@code isolation: process} changes nothing. */
    default boolean isolatesItself() {
        return false;
    }

    /**
     * Scores a checkpoint on the test rows, once, and writes the model into {@code folder}, which exists. Only called
     * for the network trainer; for others the checkpoint itself is the result.
     *
     * @return {@code test_loss} and, for classes, {@code test_error} and {@code test_error_se}, or for numbers
     *     {@code test_rmse}, {@code test_rmse_se} and {@code test_mae}; {@code test_rows}, the number of rows; if
     *     there are validation rows, the same metrics of them, without their number
     * @throws RuntimeException with a one-line message if data, parameters or checkpoint do not allow it
     */
    default Map<String, Double> deliver(DeliverTask task, Path folder) {
        throw new IllegalStateException("trainer " + type() + " delivers no model");
    }
}
