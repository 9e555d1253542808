package dev.trialstream.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C while a study runs: asks for something, once, and keeps the process alive until that has been told to the end,
 * for a grace period at most.
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

    /** From now on {@code asked} is what an interruption asks for; at once where it has happened already. */
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

    /** On a thread of its own: a broker that is away must not hold up the end of the process beyond its grace. */
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

    /** Everything has been told: an interruption no longer holds the process up. */
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
