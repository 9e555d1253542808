package dev.trialstream.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trialstream.protocol.space.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The best hyperparameters of a study so far.
 *
 * @param version rises with every change
 * @param value its value of the objective
 * @param epoch the epoch of the checkpoint with the weights
 * @param metrics at that epoch; once delivered, those of the delivered model
 * @param model folder of the delivered model, or null while there is none
 * @param confirmed result of the confirmation, or null without one
 * @param data hash of the data whose test rows the delivery read; null before delivery
 * @param history earlier versions, oldest first, {@link #LONGEST_HISTORY} at most
 * @param front the Pareto front, best by the first objective first; empty with one objective
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
        Instant time,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Version> history,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Point> front) {
    public static final int LONGEST_HISTORY = 100;

    @SuppressWarnings("NullAway") // versions written before the history field existed
    public Best {
        history = history == null ? List.of() : List.copyOf(history);
        front = front == null ? List.of() : List.copyOf(front);
    }

    /** A first version, of a study with one objective. */
    public Best(
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
        this(
                study,
                version,
                status,
                trial,
                value,
                epoch,
                parameters,
                metrics,
                checkpoint,
                model,
                confirmed,
                data,
                cause,
                time,
                List.of(),
                List.of());
    }

    /** An earlier version: the best trial, its status, and the time since when. */
    public record Version(int version, Status status, String trial, double value, int epoch, Instant time) {}

    /** A trial of the Pareto front, with its value of each objective by metric name. */
    public record Point(String trial, int epoch, Map<String, Double> values) {}

    /** The history for the next version: the earlier versions and this one. */
    public List<Version> historyOfNext() {
        List<Version> all = new ArrayList<>(history);
        all.add(new Version(version, status, trial, value, epoch, time));
        return all.subList(Math.max(0, all.size() - LONGEST_HISTORY), all.size());
    }

    /**
     * The objective over trainings with fresh seeds.
     *
     * @param mean each training scored by a choice of candidate and epoch made without it; until policy 4, and with a
     *     single training, each at its best epoch, which is too good
     * @param sd standard deviation of a single training; 0 if there was only one
     * @param trials number of trainings
     */
    public record Confirmed(double mean, double sd, int trials) {}

    /** Reliability of the result. */
    public enum Status {
        /** Best on validation so far. */
        @JsonProperty("candidate")
        CANDIDATE,
        /** Winner of the finished search. */
        @JsonProperty("promoted")
        PROMOTED,
        /** Its model is written and scored on the test rows. */
        @JsonProperty("delivered")
        DELIVERED
    }
}
