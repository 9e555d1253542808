package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a study may spend.
 *
 * @param trials search trials at most
 * @param epochs epochs at most, for each trial
 * @param time wall clock from acceptance to the last trial; null for no limit
 * @param parallel trials in training at once, at most
 * @param totalEpochs epochs at most, of all search trials together; null for no limit
 * @param cost what the training of the search may cost; null for no limit
 * @param worth the smallest improvement of the objective, in its own unit, that is worth another trial; null: any is
 * @param priority of those that want slots the higher ones go first; equal ones share
 */
public record Budget(
        int trials,
        int epochs,
        @Nullable Duration time,
        int parallel,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int priority,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer totalEpochs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Cost cost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double worth) {
    /**
     * Money, or whatever else an hour of a slot costs.
     *
     * @param limit that the search may cost
     * @param perHour of training in one slot
     */
    public record Cost(double limit, double perHour) {}

    /** A study that only trials, epochs and time limit. */
    public Budget(int trials, int epochs, @Nullable Duration time, int parallel, int priority) {
        this(trials, epochs, time, parallel, priority, null, null, null);
    }

    /** A study like any other. */
    public Budget(int trials, int epochs, @Nullable Duration time, int parallel) {
        this(trials, epochs, time, parallel, 0, null, null, null);
    }

    /** Of a study, and of an {@code extend}. */
    public static final int MOST_TRIALS = 1_000_000;

    /** Of a trial. */
    public static final int MOST_EPOCHS = 100_000;

    public static final int DEFAULT_TRIALS = 40;
    public static final int DEFAULT_EPOCHS = 27;
}
