package dev.trialstream.protocol.kafka;

import java.time.Duration;

/** The time that a job stays with a silent worker. */
public final class Lease {
    /** Minimum time between two ticks in the pool topic. */
    public static final Duration TICK = Duration.ofSeconds(1);

    /** A lease lapses after this many ticks without a heartbeat. */
    public static final int TICKS = 4;

    /** A silence shorter than this lapses no lease: the first tick may follow a heartbeat immediately. */
    public static final Duration SHORTEST = TICK.multipliedBy(TICKS - 1);

    private Lease() {}
}
