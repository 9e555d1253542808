package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trialstream.protocol.space.Parameters;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The best hyperparameters of a study so far.
 *
 * @param version counts up with every change
 * @param value of the objective
 * @param epoch whose checkpoint holds the weights
 * @param metrics at that epoch; of the delivered model once there is one
 * @param model folder of the delivered model, or null while there is none
 * @param confirmed what confirming it found, or null where nothing was confirmed
 * @param data hash of the data whose test rows the delivery read, or null before
 * @param cause id of the event that made it the best
 */
public record Best(
        String study,
        int version,
        Status status,
        String trial,
        double value,
        int epoch,
        Parameters parameters,
        Map<String, Double> metrics,
        @Nullable String checkpoint,
        @Nullable String model,
        @Nullable Confirmed confirmed,
        @Nullable String data,
        String cause,
        Instant time) {

    /**
     * The objective over trainings with fresh seeds.
     *
     * @param sd of a single training; 0 where there was one
     * @param trials how many there were
     */
    public record Confirmed(double mean, double sd, int trials) {}

    /** How far it can be relied on. */
    public enum Status {
        /** Best on validation so far. */
        @JsonProperty("candidate")
        CANDIDATE,
        /** The search is over and this one won. */
        @JsonProperty("promoted")
        PROMOTED,
        /** Its model is written out and scored on the test rows. */
        @JsonProperty("delivered")
        DELIVERED
    }
}
