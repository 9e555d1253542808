package dev.trialstream.metrics.judge;

import java.time.Duration;

/**
 * Decides when to commit a transaction. A transaction with output is committed at once, unless the last commit was only
 * a moment ago. If the judge is behind, that moment is a fifth of its delay, at most {@link #LONGEST}, because each
 * transaction costs the same whatever its size. A transaction without output waits until Kafka Streams commits it. Not
 * thread-safe.
 */
final class CommitPace {
    /** Between transactions, with or without output. */
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

    /** Records an output that nobody can read before the commit. */
    void said() {
        pending = true;
    }

    /** Records an input event written at {@code writtenAt}, in milliseconds. */
    void heard(long writtenAt, long now) {
        lag = Math.max(0, now - writtenAt);
    }

    /** Whether to commit now. If true, the transaction counts as committed. */
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
