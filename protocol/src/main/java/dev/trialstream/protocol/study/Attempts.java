package dev.trialstream.protocol.study;

import dev.trialstream.protocol.study.key.Key;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a trial of a study is attempted, by what ends an attempt, and how long one may take.
 *
 * @param crashed attempts that may be lost with their worker, one after the other without a new epoch; then the trial is
 *     held to be what kills workers, and fails
 * @param failed attempts that may fail
 * @param timedOut attempts that may run out of time
 * @param trial time of an attempt; null for no limit
 * @param epoch time of one epoch, the first with all that goes before it; null for no limit
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

    /** What fails once would fail again; a worker may be lost for reasons of its own. */
    public static final Attempts STANDARD = new Attempts(3, 1, 1, null, null);
}
