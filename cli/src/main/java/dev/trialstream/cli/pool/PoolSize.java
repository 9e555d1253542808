package dev.trialstream.cli.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many workers there should be. The pool grows at once, and shrinks to what was wanted at most within the quiet time:
 * so a study that wants slots again before that is over finds them, and nothing flaps.
 */
final class PoolSize {
    private final int least;
    private final int most;
    private final int slotsEach;
    private final Duration quiet;
    private final Deque<Wanted> recent = new ArrayDeque<>();

    private record Wanted(Instant at, int workers) {}

    /**
     * @param least workers, and {@code most}
     * @param slotsEach slots of a worker
     * @param quiet how long fewer have to be wanted before there are
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
     * @param slots that are wanted now
     */
    int at(Instant now, int slots) {
        int workers = Math.min(most, Math.max(least, -Math.floorDiv(-slots, slotsEach)));
        while (!recent.isEmpty() && recent.peekLast().workers() <= workers) {
            recent.removeLast(); // what is wanted now, and longer, hides what was wanted before
        }
        recent.addLast(new Wanted(now, workers));
        while (recent.size() > 1 && !recent.peekFirst().at().plus(quiet).isAfter(now)) {
            recent.removeFirst();
        }
        return recent.getFirst().workers();
    }
}
