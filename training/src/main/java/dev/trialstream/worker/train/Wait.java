package dev.trialstream.worker.train;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits within a slot, for a limited time, unless a condition holds. */
public final class Wait {
    private static final Duration LOOK = Duration.ofMillis(20);

    private Wait() {}

    /**
     * Waits until {@code time} is over, {@code enough} holds or the thread is interrupted; returns whether
     * {@code enough} held.
     */
    public static boolean upTo(Duration time, BooleanSupplier enough) {
        long end = System.nanoTime() + time.toNanos();
        while (!enough.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
        }
        return true;
    }
}
