package dev.trialstream.protocol.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loops of a service, a thread each. A loop that the broker threw out begins anew after a pause, from what its log
 * says; one that can never succeed ends the service.
 */
public final class ServiceLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLoops.class);
    private static final long PAUSE_MS = 1000;
    private static final long GRACE_MS = 10_000;
    /** A broker that is away may hold a call for a minute. */
    private static final Duration STUCK = Duration.ofMinutes(3);

    private final String service;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<Thread> threads = new ArrayList<>();
    /** When each loop last asked whether to go on, which every loop does once a turn. */
    private final Map<Thread, Long> asked = new ConcurrentHashMap<>();

    public ServiceLoops(String service) {
        this.service = service;
    }

    /**
     * Runs a loop until {@link #running} turns false.
     *
     * @param fresh makes the loop, and makes it anew after trouble
     */
    public void start(String name, Supplier<? extends Runnable> fresh) {
        Thread thread = new Thread(() -> run(name, fresh), service + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        asked.put(thread, System.nanoTime());
        thread.start();
    }

    private void run(String name, Supplier<? extends Runnable> fresh) {
        while (running()) {
            try {
                fresh.get().run();
            } catch (KafkaException e) {
                if (!running()) {
                    return;
                }
                if (BrokerTrouble.isFinal(e)) {
                    fail(name, e);
                    return;
                }
                LOG.warn("{} {} begins anew: {}", service, name, e.toString());
                pause();
            } catch (RuntimeException | Error e) {
                fail(name, e);
                return;
            }
        }
    }

    private void fail(String name, Throwable cause) {
        LOG.error("{} {} failed", service, name, cause);
        failure.completeExceptionally(new IllegalStateException(service + " (" + name + ") failed: " + cause, cause));
    }

    private void pause() {
        try {
            boolean closed = closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
            LOG.debug("paused, closed: {}", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once the service is closing. */
    public boolean running() {
        asked.computeIfPresent(Thread.currentThread(), (thread, before) -> System.nanoTime());
        return closing.getCount() > 0;
    }

    /** A loop that has failed, or has not come round for a while; empty where all turn. */
    public Optional<String> stuck() {
        if (failure.isCompletedExceptionally()) {
            return Optional.of(service + " has failed");
        }
        long now = System.nanoTime();
        return asked.entrySet().stream()
                .filter(loop -> now - loop.getValue() > STUCK.toNanos())
                .map(loop -> loop.getKey().getName() + " has not come round for " + STUCK.toSeconds() + " s")
                .findFirst();
    }

    /** Completes exceptionally where a loop is beyond repair. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** Asks every loop to end and waits for them, a grace period at most. */
    @Override
    public void close() {
        closing.countDown();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
    }
}
