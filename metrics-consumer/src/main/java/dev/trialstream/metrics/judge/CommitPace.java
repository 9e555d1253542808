package dev.trialstream.metrics.judge;

import java.time.Duration;

/**
 * When a transaction is due. One that has something to say ends at once, unless the last one ended only a moment ago; and
 * where the judge is behind, a moment is longer, because each transaction costs the same however much is in it: then a
 * fifth of the time that it is behind, {@link #LONGEST} at most. One that has nothing to say has time until Kafka Streams
 * ends it. Not safe for use by several threads.
 */
final class CommitPace {
    /** Between transactions, whether they say something or not. */
    static final Duration LONGEST = Duration.ofMillis(500);

    private static final int SHARE_OF_LAG = 5;

    private final long shortest;
    private boolean pending;
    private long lastAt;
    private long lag;

    /** @param shortest between transactions */
    CommitPace(Duration shortest) {
        this.shortest = shortest.toMillis();
        this.lastAt = Long.MIN_VALUE / 2;
    }

    /** Something was said that nobody can read before the transaction ends. */
    void said() {
        pending = true;
    }

    /** An event was heard that was written at {@code writtenAt}, in milliseconds. */
    void heard(long writtenAt, long now) {
        lag = Math.max(0, now - writtenAt);
    }

    /** Whether to end the transaction now; once told so, it is taken to have ended. */
    boolean isDue(long now) {
        long gap = Math.min(LONGEST.toMillis(), Math.max(shortest, lag / SHARE_OF_LAG));
        if (!pending || now - lastAt < gap) {
            return false;
        }
        pending = false;
        lastAt = now;
        return true;
    }
}
