package dev.trialstream.worker.kafka;

import dev.trialstream.protocol.kafka.Lease;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The time of this worker's last confirmed heartbeat. It detects that the process was frozen. Thread-safe. */
public final class Pulse {
    private final LongSupplier nanos;
    private long lastBeat;
    private long lastGap;
    private boolean gapSeen;

    /** @param nanos a clock that continues while the process is frozen */
    public Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastBeat = nanos.getAsLong();
    }

    /** A heartbeat has been written to the topic. */
    public synchronized void beat() {
        long now = nanos.getAsLong();
        noteGap(now);
        lastBeat = now;
    }

    public synchronized long now() {
        return nanos.getAsLong();
    }

    /** Whether no lease can have lapsed since {@code start}, a value of {@link #now}. */
    public synchronized boolean isUnbrokenSince(long start) {
        noteGap(nanos.getAsLong());
        return !gapSeen || lastGap - start < 0;
    }

    /** Whether the last heartbeat is recent. */
    public synchronized boolean isHeard() {
        return Duration.ofNanos(nanos.getAsLong() - lastBeat).compareTo(Lease.SHORTEST) < 0;
    }

    private void noteGap(long now) {
        if (Duration.ofNanos(now - lastBeat).compareTo(Lease.SHORTEST) >= 0) {
            gapSeen = true;
            lastGap = now;
        }
    }
}
