package dev.trialstream.cli.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The number of workers to run. The pool grows at once. It shrinks to the maximum that was wanted within the quiet
 * time. So a study that wants slots again within that time finds them, and the size does not oscillate.
 */
final class PoolSize {
    private final int least;
    private final int most;
    private final int slotsEach;
    private final Duration quiet;
    private final Deque<Wanted> recent = new ArrayDeque<>();

    private record Wanted(Instant at, int workers) {}

    /**
     * @param least minimum number of workers; {@code most}: maximum
     * @param slotsEach slots of a worker
     * @param quiet time for which fewer workers must be wanted before the pool shrinks
     */
    PoolSize(int least, int most, int slotsEach, Duration quiet) {
        this.least = least;
        this.most = most;
        this.slotsEach = slotsEach;
        this.quiet = quiet;
    }

    /**
     * The number of workers from {@code now} on.
     *
     * @param slots wanted now
     */
    int at(Instant now, int slots) {
        int workers = Math.min(most, Math.max(least, -Math.floorDiv(-slots, slotsEach)));
        while (!recent.isEmpty() && recent.peekLast().workers() <= workers) {
            recent.removeLast(); // a smaller earlier demand no longer matters
        }
        recent.addLast(new Wanted(now, workers));
        while (recent.size() > 1 && !recent.peekFirst().at().plus(quiet).isAfter(now)) {
            recent.removeFirst();
        }
        return recent.getFirst().workers();
    }
}
