package dev.trialstream.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C while a study runs: sends a request once, and keeps the process alive until the command has finished its
 * output, for a grace period at most.
 */
public final class Interruption implements AutoCloseable {
    private static final long GRACE_SECONDS = 20;

    private final Thread hook = new Thread(this::interrupted, "interruption");
    private final CountDownLatch told = new CountDownLatch(1);
    private @Nullable Runnable request;
    private boolean happened;

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        Runnable asked;
        synchronized (this) {
            happened = true;
            asked = request;
        }
        if (asked != null) {
            ask(asked);
        }
        try {
            if (!told.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("error: the study did not pause within " + GRACE_SECONDS
                        + " s; it goes on from its last checkpoints when it is resumed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sets the request of an interruption; sends it at once if the interruption has already happened. */
    void asksFor(Runnable asked) {
        boolean late;
        synchronized (this) {
            request = asked;
            late = happened;
        }
        if (late) {
            ask(asked);
        }
    }

    /**
     * On a separate thread, so that a broker that is away does not delay the end of the process beyond its grace
     * period.
     */
    private static void ask(Runnable asked) {
        Thread asking = new Thread(
                () -> {
                    try {
                        asked.run();
                    } catch (RuntimeException e) {
                        LoggerFactory.getLogger(Interruption.class).warn("the pause was not heard", e);
                    }
                },
                "asking");
        asking.setDaemon(true);
        asking.start();
    }

    /** The output is finished: an interruption no longer delays the end. */
    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // then it runs, as it should
        }
    }
}
