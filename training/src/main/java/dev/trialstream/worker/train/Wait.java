package dev.trialstream.worker.train;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in a slot: for a time, unless there is a reason not to. */
public final class Wait {
    private static final Duration LOOK = Duration.ofMillis(20);

    private Wait() {}

    /** Waits until {@code time} is over, {@code enough} holds or the thread is interrupted; whether it was that it held. */
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
