package dev.trialstream.protocol.study;

import dev.trialstream.protocol.study.key.Key;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits on the attempts of a trial, by cause of failure, and on their time.
 *
 * @param crashed attempts that may be lost with their worker in a row without a new epoch; then the trial counts as the
 *     cause and fails
 * @param failed attempts that may fail
 * @param timedOut attempts that may run out of time
 * @param trial time limit of an attempt; null for none
 * @param epoch time limit of one epoch; the first includes all work before it; null for none
 */
public record Attempts(
        int crashed,
        int failed,
        int timedOut,
        @Nullable Duration trial,
        @Nullable Duration epoch) {
    private static final int MOST = 1000;

    static final List<Key<?>> KEYS = List.of(
            Key.whole("crashed", 1, MOST)
                    .otherwise(3)
                    .help("Attempts that may be lost with their worker, one after the other without a new epoch."),
            Key.whole("failed", 1, MOST).otherwise(1).help("Attempts that may fail."),
            Key.whole("timed_out", 1, MOST).otherwise(1).help("Attempts that may run out of time."),
            Key.duration("trial", Budget.LONGEST).help("Time of an attempt. Left out: no limit."),
            Key.duration("epoch", Budget.LONGEST)
                    .help("Time of one epoch, the first with all that goes before it. Left out: no limit."));

    /** A failure would repeat itself; a worker may be lost for unrelated reasons. */
    public static final Attempts STANDARD = new Attempts(3, 1, 1, null, null);
}
