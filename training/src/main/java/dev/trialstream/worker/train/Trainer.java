package dev.trialstream.worker.train;

import java.nio.file.Path;
import java.util.Map;

/** Trains one kind of model. Found by {@link java.util.ServiceLoader}; used by several threads at once. */
public interface Trainer {
    /** The {@code trainer.type} that it serves; of one's own trainer the {@code trainer.name}. */
    String type();

    /**
     * Trains to the last epoch, or until the sink's verdict ends it; what is wrong with the data or the parameters fails
     * the trial. The same task gives the same metrics, on any machine of the same make, in one go or in several. Each
     * epoch reports the metric of the study's objective, and whatever else there is to say in finite numbers.
     *
     * <p>Of the trainer of networks each epoch reports {@code training_loss}, {@code validation_loss} and, of classes, {@code training_error},
     * {@code training_balanced_error}, {@code validation_error}, {@code validation_error_se}, {@code validation_balanced_error},
     * {@code validation_macro_f1}, {@code validation_log_loss}, {@code validation_calibration_error} and
     * {@code validation_recall_LABEL} of up to 100 classes, or of numbers {@code training_rmse}, {@code validation_rmse},
     * {@code validation_rmse_se}, {@code validation_mae} and {@code validation_r2}. {@code _se} is a standard error and left
     * out where there is none; there is nothing of validation where the job's use of the rows leaves none to it. Beside
     * them stand {@code learning_rate} and {@code momentum} in force, {@code gradient_norm}, {@code update_ratio} and
     * {@code dead_units}, and in the first epoch {@code initial_activation_LAYER} and {@code initial_gradient_LAYER}.
     *
     * @throws OutOfMemoryError with a message in one line where memory does not suffice, on the heap or off it; what the
     *     training had taken is given back by then
     * @throws BadCheckpoint before anything is reported, where {@link TrainTask#resume} is no state of this training: it
     *     is truncated, or of another plan or preparation. The caller may try an older one.
     */
    Outcome train(TrainTask task, EpochSink sink);

    /** Whether it trains in processes of its own making, so that {@code isolation: process} changes nothing. */
    default boolean isolatesItself() {
        return false;
    }

    /**
     * Scores a checkpoint, on the test rows once, and writes the model into {@code folder}, which exists. Only the
     * trainer of networks is asked to: of others the checkpoint itself is what is promoted.
     *
     * @return {@code test_loss} and, of classes, {@code test_error} and {@code test_error_se}, or of numbers
     *     {@code test_rmse}, {@code test_rmse_se} and {@code test_mae}; {@code test_rows}, which they are means over; where
     *     there are validation rows the same of them, without their number
     * @throws RuntimeException with a message in one line where data, parameters or checkpoint do not allow it
     */
    default Map<String, Double> deliver(DeliverTask task, Path folder) {
        throw new IllegalStateException("trainer " + type() + " delivers no model");
    }
}
