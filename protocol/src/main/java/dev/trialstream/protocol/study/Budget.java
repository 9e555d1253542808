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
 * @param priority of those that want slots the higher ones go first; equal ones share
 */
public record Budget(
        int trials,
        int epochs,
        @Nullable Duration time,
        int parallel,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int priority) {
    /** A study like any other. */
    public Budget(int trials, int epochs, @Nullable Duration time, int parallel) {
        this(trials, epochs, time, parallel, 0);
    }

    public static final int DEFAULT_TRIALS = 40;
    public static final int DEFAULT_EPOCHS = 27;
}
