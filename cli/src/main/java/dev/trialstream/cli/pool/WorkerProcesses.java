package dev.trialstream.cli.pool;

import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.device.Gpu;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker processes of a pool. A worker that should leave gets SIGTERM and gives back its jobs. A process that ends
 * by itself is replaced, with a longer delay each time.
 */
final class WorkerProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcesses.class);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final List<String> command;
    private final Path logs;
    private final List<Hand> hands = new ArrayList<>();
    private final List<Hand> leaving = new ArrayList<>();
    private int crashes;
    private Instant notBefore = Instant.EPOCH;

    private final List<Gpu> gpus;

    /** @param gpu assigned to it; null if there are none */
    private record Hand(String name, @Nullable Gpu gpu, Process process) {}

    /**
     * @param command that starts a worker; its name is appended
     * @param gpus that the workers share, one each; empty for CPU workers
     * @param logs folder for the workers' output, one file each
     */
    WorkerProcesses(List<String> command, List<Gpu> gpus, Path logs) {
        this.command = List.copyOf(command);
        this.gpus = List.copyOf(gpus);
        this.logs = logs;
    }

    /** Running workers that are not leaving. */
    synchronized int size() {
        return hands.size();
    }

    /**
     * Starts or stops workers as needed.
     *
     * @param wanted workers
     * @param busy number of jobs of a worker; idle ones are stopped first
     */
    synchronized void adjust(int wanted, Instant now, ToIntFunction<String> busy) {
        reap(now);
        while (hands.size() < wanted && !now.isBefore(notBefore)) {
            hands.add(start());
        }
        if (hands.size() > wanted) {
            hands.sort(Comparator.comparingInt(hand -> -busy.applyAsInt(hand.name())));
            List<Hand> surplus = hands.subList(wanted, hands.size());
            surplus.forEach(hand -> hand.process().destroy());
            leaving.addAll(surplus);
            surplus.clear();
        }
    }

    private void reap(Instant now) {
        leaving.removeIf(hand -> !hand.process().isAlive());
        List<Hand> ended =
                hands.stream().filter(hand -> !hand.process().isAlive()).toList();
        hands.removeAll(ended);
        if (ended.isEmpty()) {
            crashes = now.isAfter(notBefore.plus(LONGEST_PAUSE)) ? 0 : crashes;
            return;
        }
        ended.forEach(hand -> LOG.warn(
                "worker {} ended by itself with exit code {}; see {}",
                hand.name(),
                hand.process().exitValue(),
                logOf(hand.name())));
        crashes++;
        Duration pause = Duration.ofSeconds(1L << Math.min(crashes - 1, 10));
        notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private Hand start() {
        String name = WorkerOptions.freshName();
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--name", name));
        try {
            Files.createDirectories(logs);
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(logOf(name).toFile());
            Gpu gpu = leastShared();
            if (gpu != null) {
                builder.environment().put("CUDA_VISIBLE_DEVICES", gpu.uuid());
            }
            return new Hand(name, gpu, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("a worker could not be started: " + e.getMessage(), e);
        }
    }

    private @Nullable Gpu leastShared() {
        return gpus.stream()
                .min(Comparator.comparingLong(gpu -> Stream.concat(hands.stream(), leaving.stream())
                        .filter(hand -> gpu.equals(hand.gpu()))
                        .count()))
                .orElse(null);
    }

    private Path logOf(String name) {
        return logs.resolve(name + ".log");
    }

    /** Stops all workers, and waits for them for a grace period. */
    @Override
    public synchronized void close() {
        leaving.addAll(hands);
        hands.clear();
        leaving.forEach(hand -> hand.process().destroy());
        long end = System.nanoTime() + GRACE.toNanos();
        leaving.forEach(hand -> await(hand.process(), end));
        leaving.clear();
    }

    private static void await(Process process, long end) {
        try {
            if (process.waitFor(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
