package dev.trialstream.protocol.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trialstream.protocol.study.key.Interval;
import dev.trialstream.protocol.study.key.Key;
import dev.trialstream.protocol.study.key.Settings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The budget of a study, complete. A request has only the {@link Settings} of {@link #KEYS} that it names.
 *
 * @param trials search trials at most
 * @param epochs epochs at most, for each trial
 * @param time wall clock from acceptance to the last trial; null for no limit
 * @param parallel trials in training at once, at most
 * @param priority among studies that want slots, higher goes first; equal ones share
 * @param totalEpochs epochs at most, of all search trials together; null for no limit
 * @param cost limit of the search's training cost; null for none
 * @param worth the smallest improvement of the objective, in its own unit, that justifies another trial; null: any
 * @param failures failed search trials at which the study ends as failed; null for no limit
 */
public record Budget(
        int trials,
        int epochs,
        @Nullable Duration time,
        int parallel,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int priority,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer totalEpochs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Cost cost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double worth,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer failures) {
    /** Of a study, and of an {@code extend}. */
    public static final int MOST_TRIALS = 1_000_000;

    /** Of a trial. */
    public static final int MOST_EPOCHS = 100_000;

    /** Longer than any study. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    public static final Key<Integer> TRIALS =
            Key.whole("trials", 1, MOST_TRIALS).otherwise(40).help("Trials of the search, at most.");
    public static final Key<Integer> EPOCHS =
            Key.whole("epochs", 1, MOST_EPOCHS).otherwise(27).help("Epochs at most, for each trial.");
    public static final Key<Duration> TIME = Key.duration("time", LONGEST)
            .help("Time for everything, from when the study is accepted; confirmation included. Left out: no limit.");
    public static final Key<Integer> PARALLEL = Key.whole("parallel", 1, MOST_TRIALS)
            .help("Trials in training at once, at most. Left out: as many as trials.");
    public static final Key<Double> WORTH = Key.number("worth", Interval.above(0, Interval.LARGEST))
            .help("Smallest improvement of the objective, in its own unit, that is worth another trial: with less to be"
                    + " expected the search ends. Left out: any is.");
    public static final List<Key<?>> KEYS = List.of(
            TRIALS,
            EPOCHS,
            TIME,
            PARALLEL,
            Key.whole("priority", -1000, 1000)
                    .otherwise(0)
                    .help("Where studies want more slots than there are, those of higher priority go first;"
                            + " equal ones share."),
            Key.whole("total_epochs", 1, 1_000_000_000)
                    .help("Epochs at most, of all trials of the search together. Left out: no limit."),
            Key.block("cost", Cost.class, "{limit: 20, per_hour: 1.5}", Cost.KEYS)
                    .help("What the training of the search may cost. Left out: no limit."),
            WORTH,
            Key.whole("failures", 1, MOST_TRIALS)
                    .help("Failed trials of the search at which the study ends as failed. Left out: no limit."));

    /**
     * Cost of slot time, in money or another unit.
     *
     * @param limit of the search
     * @param perHour cost of an hour in one slot
     */
    public record Cost(double limit, double perHour) {
        private static final Interval AMOUNT = Interval.above(0, Interval.LARGEST);
        static final List<Key<?>> KEYS = List.of(
                Key.number("limit", AMOUNT).needed().help("In the unit of per_hour."),
                Key.number("per_hour", AMOUNT).needed().help("What an hour of training in one slot costs."));
    }

    /** A budget limited only by trials, epochs and time. */
    public Budget(int trials, int epochs, @Nullable Duration time, int parallel) {
        this(trials, epochs, time, parallel, 0, null, null, null, null);
    }

    /** In the form of a request. */
    public Settings settings() {
        return Settings.of(this);
    }
}
