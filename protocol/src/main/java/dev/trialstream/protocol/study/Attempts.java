package dev.trialstream.protocol.study;

import java.time.Duration;
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
    /** What fails once would fail again; a worker may be lost for reasons of its own. */
    public static final Attempts STANDARD = new Attempts(3, 1, 1, null, null);
}
