package dev.trialstream.worker;

import dev.trialstream.protocol.message.Job;
import dev.trialstream.protocol.message.PoolMessage;
import dev.trialstream.worker.job.Interruption;
import dev.trialstream.worker.job.JobRunner;
import dev.trialstream.worker.kafka.DecisionTail;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The slots of a worker: one job per slot, each with a training thread and a publishing thread. */
final class Slots implements AutoCloseable {
    private static final long GRACE_SECONDS = 10;
    private static final int REMEMBERED = 10_000;

    private final WorkerOptions options;
    private final JobRunner runner;
    private final DecisionTail decisions;
    private final Semaphore free;
    private final ExecutorService trainers;
    private final Map<Job, ExecutorService> running = new ConcurrentHashMap<>();
    /** The numbers of the empty slots; each number stands for its own device. */
    private final Deque<Integer> empty = new ConcurrentLinkedDeque<>();

    private final Set<PoolMessage.Held> started =
            Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<PoolMessage.Held, Boolean>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<PoolMessage.Held, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));
    private volatile boolean leaving;

    Slots(WorkerOptions options, JobRunner runner, DecisionTail decisions) {
        this.options = options;
        this.runner = runner;
        this.decisions = decisions;
        this.free = new Semaphore(options.slots());
        IntStream.range(0, options.slots()).forEach(empty::add);
        this.trainers = Executors.newFixedThreadPool(options.slots(), named("trainer"));
    }

    Semaphore free() {
        return free;
    }

    /** Jobs in the slots now. */
    List<PoolMessage.Held> held() {
        return running.keySet().stream()
                .map(job -> new PoolMessage.Held(job.job(), job.attempt()))
                .toList();
    }

    /** Whether this attempt has not been started here before. */
    boolean isNew(Job job) {
        return !started.contains(attempt(job));
    }

    private static PoolMessage.Held attempt(Job job) {
        return new PoolMessage.Held(job.job(), job.attempt());
    }

    /** Starts a job in a slot; the caller has taken its permit. */
    void start(Job job) {
        ExecutorService publisher = Executors.newSingleThreadExecutor(named("publisher"));
        running.put(job, publisher);
        started.add(attempt(job));
        trainers.execute(() -> {
            int slot = empty.remove();
            try {
                runner.run(job, options.devices().environment(slot), publisher, () -> interruption(job));
            } finally {
                empty.push(slot);
                publisher.shutdown();
                running.remove(job);
                decisions.forget(job.job(), job.attempt());
                free.release();
            }
        });
    }

    /**
     * Makes every job give itself back at its next opportunity, so that it continues elsewhere from its last
     * checkpoint.
     */
    void giveBack() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    private Optional<Interruption> interruption(Job job) {
        return leaving
                ? Optional.of(new Interruption.Leaving())
                : decisions.verdict(job.job(), job.attempt()).map(Interruption.Decided::new);
    }

    /** Seconds that a command may take to end. */
    private long grace() {
        return options.commands().values().stream()
                .mapToLong(command -> command.grace().toSeconds() + 1)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        trainers.shutdown();
        try {
            if (!trainers.awaitTermination(GRACE_SECONDS + grace(), TimeUnit.SECONDS)) {
                trainers.shutdownNow();
            }
        } catch (InterruptedException e) {
            trainers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private java.util.concurrent.ThreadFactory named(String role) {
        return task -> {
            Thread thread = new Thread(task, options.name() + "-" + role);
            thread.setDaemon(true);
            return thread;
        };
    }
}
