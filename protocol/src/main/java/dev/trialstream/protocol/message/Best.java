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
 * @param version counts up with every change
 * @param value of the objective
 * @param epoch whose checkpoint holds the weights
 * @param metrics at that epoch; of the delivered model once there is one
 * @param model folder of the delivered model, or null while there is none
 * @param confirmed what confirming it found, or null where nothing was confirmed
 * @param data hash of the data whose test rows the delivery read, or null before
 * @param history the versions before this one, oldest first, {@link #LONGEST_HISTORY} at most
 * @param front where there are several objectives: the trials that no other is better than in all of them, best by the
 *     first objective first; otherwise empty
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

    @SuppressWarnings("NullAway") // versions written before there were histories
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

    /** An earlier version: who was the best, as what, and since when. */
    public record Version(int version, Status status, String trial, double value, int epoch, Instant time) {}

    /** A trial of the Pareto front, with its value of each objective by the metric's name. */
    public record Point(String trial, int epoch, Map<String, Double> values) {}

    /** This version, and those before it, as the history of the next. */
    public List<Version> historyOfNext() {
        List<Version> all = new ArrayList<>(history);
        all.add(new Version(version, status, trial, value, epoch, time));
        return all.subList(Math.max(0, all.size() - LONGEST_HISTORY), all.size());
    }

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
