package dev.trialstream.protocol.kafka;

import java.time.Duration;

/** How long a job stays with a worker that says nothing. */
public final class Lease {
    /** Between two ticks of the pool's log, at least. */
    public static final Duration TICK = Duration.ofSeconds(1);

    /** A lease lapses at this many ticks without a heartbeat between them. */
    public static final int TICKS = 4;

    /** A silence shorter than this lapses no lease: the first of the ticks may follow a heartbeat at once. */
    public static final Duration SHORTEST = TICK.multipliedBy(TICKS - 1);

    private Lease() {}
}
