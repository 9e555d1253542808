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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the loops of a service, one thread each. A loop that fails because of the broker restarts after a pause, from
 * the log. A loop that can never succeed ends the service.
 */
public final class ServiceLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLoops.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long GRACE_MS = 10_000;
    /** Longer than a call may block while the broker is away, which is up to a minute. */
    private static final Duration STUCK = Duration.ofMinutes(3);
    /** A loop that has run this long without trouble has recovered. */
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private final String service;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Thread, Turning> loops = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final Duration pause;

    public ServiceLoops(String service) {
        this(service, System::nanoTime, PAUSE);
    }

    ServiceLoops(String service, LongSupplier nanos, Duration pause) {
        this.service = service;
        this.nanos = nanos;
        this.pause = pause;
    }

    /**
     * State of a loop; all times in nanoseconds.
     *
     * @param asked when it last called {@link #running}, which every loop does once per turn
     * @param begun when it last started
     * @param troubled since when it has been restarting; null if it has not. Restarts while the broker cannot be
     *     reached do not count, because another process would not reach it either
     */
    private record Turning(long asked, long begun, @Nullable Long troubled) {
        Turning asking(long now) {
            return new Turning(now, begun, troubled);
        }

        Turning beginningAnew(long now, boolean unreachable) {
            if (unreachable) {
                return new Turning(now, now, null);
            }
            boolean again = troubled != null && now - begun <= RECOVERED.toNanos();
            return new Turning(now, now, again ? troubled : Long.valueOf(now));
        }

        Optional<String> complaint(long now) {
            if (now - asked > STUCK.toNanos()) {
                return Optional.of(" has not come round for " + STUCK.toSeconds() + " s");
            }
            boolean hopeless =
                    troubled != null && now - troubled > STUCK.toNanos() && now - begun <= RECOVERED.toNanos();
            return hopeless
                    ? Optional.of(" has been beginning anew for " + STUCK.toSeconds() + " s")
                    : Optional.empty();
        }
    }

    /**
     * Runs a loop until {@link #running} turns false.
     *
     * @param fresh creates the loop, again after each failure
     */
    public void start(String name, Supplier<? extends Runnable> fresh) {
        Thread thread = new Thread(() -> run(name, fresh), service + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        long now = nanos.getAsLong();
        loops.put(thread, new Turning(now, now, null));
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
                boolean unreachable = e instanceof RetriableException;
                change(turning -> turning.beginningAnew(nanos.getAsLong(), unreachable));
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
            boolean closed = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("paused, closed: {}", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once the service is closing. */
    public boolean running() {
        change(turning -> turning.asking(nanos.getAsLong()));
        return closing.getCount() > 0;
    }

    private void change(UnaryOperator<Turning> how) {
        loops.computeIfPresent(Thread.currentThread(), (thread, before) -> how.apply(before));
    }

    /** A loop that has failed, has not turned for a while, or keeps restarting; empty if all run. */
    public Optional<String> stuck() {
        if (failure.isCompletedExceptionally()) {
            return Optional.of(service + " has failed");
        }
        long now = nanos.getAsLong();
        return loops.entrySet().stream()
                .flatMap(loop -> loop.getValue().complaint(now).stream()
                        .map(complaint -> loop.getKey().getName() + complaint))
                .findFirst();
    }

    /** Completes exceptionally if a loop cannot recover. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** Asks every loop to end and waits for them, at most for a grace period. */
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
