package dev.trialstream.worker.command;

import dev.trialstream.worker.train.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command under way: what it says, what it uses, and its end, which is the end of everything that it has started. */
final class CommandRun implements AutoCloseable {
    /** Bytes of a line that are read; the rest is dropped. */
    private static final int LONGEST_LINE = 1_000_000;

    /** Epochs that may wait to be published; a command that is further ahead waits too. */
    private static final int WAITING = 100;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration KILLED = Duration.ofSeconds(5);

    private final Process process;
    private final Processes processes;
    private final @Nullable FollowedFile epochs;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(WAITING);
    private final List<Thread> readers = new ArrayList<>();
    private final OutputLog log;
    private volatile boolean deaf;
    private boolean unheard;
    private volatile String lastError = "";

    /**
     * An epoch, or what was to be one.
     *
     * @param nanos when it was said
     */
    record Heard(Said said, long nanos) {}

    private CommandRun(Process process, String mark, @Nullable FollowedFile epochs, OutputLog log) {
        this.process = process;
        this.processes = new Processes(process.toHandle(), mark);
        this.epochs = epochs;
        this.log = log;
    }

    /**
     * @param epochs where its epochs are read; null: on its standard output
     * @throws IOException where it cannot be started
     */
    static CommandRun start(Launch launch, @Nullable FollowedFile epochs, OutputLog log) throws IOException {
        Mark.endOrphans();
        String mark = Mark.fresh();
        ProcessBuilder builder = new ProcessBuilder(Sessions.ofItsOwn(launch.words()))
                .directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.environment().put(Processes.MARK, mark);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            if (epochs != null) {
                epochs.close();
            }
            throw e;
        }
        process.getOutputStream().close();
        CommandRun run = new CommandRun(process, mark, epochs, log);
        run.listen();
        return run;
    }

    private void listen() {
        read("stderr", process.getErrorStream(), line -> {
            log.line(line.text());
            if (!line.text().isBlank()) {
                lastError =
                        line.text().substring(line.text().lastIndexOf('\r') + 1).strip();
            }
        });
        read("stdout", process.getInputStream(), epochs == null ? this::hear : line -> log.line(line.text()));
        if (epochs != null) {
            read("epochs", epochs, this::hear);
        }
    }

    private void hear(LineSplitter.Line line) {
        Said said = Said.of(line);
        if (!(said instanceof Said.Epoch)) {
            log.line(line.text());
        }
        try {
            if (!(said instanceof Said.Talk) && !deaf) {
                heard.put(new Heard(said, System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String what, InputStream bytes, Consumer<LineSplitter.Line> lines) {
        Thread reader = new Thread(() -> read(bytes, new LineSplitter(LONGEST_LINE, lines)), "command-" + what);
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    private static void read(InputStream bytes, LineSplitter splitter) {
        byte[] buffer = new byte[8192];
        try (bytes) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                splitter.add(buffer, count);
            }
        } catch (IOException closed) {
            // it ends here as well
        }
        splitter.end();
    }

    /** What it says next; empty where it says nothing for {@code patience}, or ever again. */
    Optional<Heard> next(Duration patience) throws InterruptedException {
        Heard next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null && !process.isAlive()) {
            end();
            next = heard.poll();
        }
        return Optional.ofNullable(next);
    }

    /** Whether it has ended and all that it said is heard. */
    boolean isOver() {
        return !process.isAlive()
                && heard.isEmpty()
                && (unheard || readers.stream().noneMatch(Thread::isAlive));
    }

    /** How it ended, once it has. */
    int exitCode() {
        return process.exitValue();
    }

    /** The last line of its standard error. */
    String lastError() {
        return lastError;
    }

    Usage usage() {
        return processes.usage();
    }

    /** Asks it to end, and after {@code grace} ends it; returns when it has. */
    void stop(Duration grace) {
        deaf = true;
        heard.clear();
        processes.alive().forEach(ProcessHandle::destroy);
        Wait.upTo(grace, () -> processes.alive().isEmpty());
        close();
    }

    /** Ends what is left of it, at once. */
    @Override
    public void close() {
        deaf = true;
        heard.clear();
        end();
        if (epochs != null) {
            epochs.finish();
        }
        readers.forEach(Thread::interrupt);
    }

    /** Whatever the command has left behind ends with it, so that nobody holds on to what it said. */
    private void end() {
        Wait.upTo(KILLED, () -> {
            List<ProcessHandle> alive = processes.alive();
            alive.forEach(ProcessHandle::destroyForcibly);
            return alive.isEmpty();
        });
        if (epochs != null) {
            epochs.finish();
        }
        // what has got away from us all the same may hold the other end for ever
        unheard = !Wait.upTo(
                LAST_WORDS, () -> !heard.isEmpty() || readers.stream().noneMatch(Thread::isAlive));
    }
}
