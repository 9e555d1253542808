package dev.trialstream.worker.command;

import dev.trialstream.worker.train.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running command: its output, its resource usage, and its end, which also ends everything that it has started.
 *
 * @param <T> result of parsing a line
 */
public final class CommandRun<T> implements AutoCloseable {
    /** Maximum bytes of a line that are read; the rest is dropped. */
    private static final int LONGEST_LINE = 1_000_000;

    /** Maximum number of unpublished epochs; a command that is further ahead waits. */
    private static final int WAITING = 100;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration KILLED = Duration.ofSeconds(5);

    private final Process process;
    private final Processes processes;
    private final @Nullable FollowedFile epochs;
    private final BiFunction<LineSplitter.Line, OutputLog, Optional<T>> ear;
    private final BlockingQueue<Heard<T>> heard = new ArrayBlockingQueue<>(WAITING);
    private final List<Thread> readers = new ArrayList<>();
    private final OutputLog log;
    private volatile boolean deaf;
    private boolean unheard;
    private final LastWords lastWords = new LastWords();

    /**
     * A parsed line.
     *
     * @param nanos time of the line
     */
    public record Heard<T>(T said, long nanos) {}

    private CommandRun(
            Process process,
            String mark,
            @Nullable FollowedFile epochs,
            OutputLog log,
            BiFunction<LineSplitter.Line, OutputLog, Optional<T>> ear) {
        this.process = process;
        this.processes = new Processes(process.toHandle(), mark);
        this.epochs = epochs;
        this.log = log;
        this.ear = ear;
    }

    /**
     * @param epochs source of its epochs; null: its standard output
     * @param ear parses a line to a result of {@link #next}, or nothing, and logs what should be kept of it
     * @throws IOException if it cannot be started
     */
    public static <T> CommandRun<T> start(
            Launch launch,
            @Nullable FollowedFile epochs,
            OutputLog log,
            BiFunction<LineSplitter.Line, OutputLog, Optional<T>> ear)
            throws IOException {
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
        CommandRun<T> run = new CommandRun<>(process, mark, epochs, log, ear);
        run.listen();
        return run;
    }

    private void listen() {
        read("stderr", process.getErrorStream(), line -> {
            log.line(line.text());
            lastWords.hear(line.text());
        });
        read("stdout", process.getInputStream(), epochs == null ? this::hear : line -> log.line(line.text()));
        if (epochs != null) {
            read("epochs", epochs, this::hear);
        }
    }

    private void hear(LineSplitter.Line line) {
        lastWords.overhear(line.text());
        Optional<T> said = ear.apply(line, log);
        try {
            if (said.isPresent() && !deaf) {
                heard.put(new Heard<>(said.get(), System.nanoTime()));
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
            // reading ends here as well
        }
        splitter.end();
    }

    /** The next result; empty if there is none within {@code patience}, or ever again. */
    public Optional<Heard<T>> next(Duration patience) throws InterruptedException {
        Heard<T> next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null && !process.isAlive()) {
            end();
            next = heard.poll();
        }
        return Optional.ofNullable(next);
    }

    /** Whether it has ended and all its output has been read. */
    public boolean isOver() {
        return !process.isAlive()
                && heard.isEmpty()
                && (unheard || readers.stream().noneMatch(Thread::isAlive));
    }

    /** Its standard input, open until this run is closed. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Description of its end, once it has ended: exit code and last line of standard error. */
    public String ending() {
        int code = exitCode();
        String how = code > 128 ? code + " (signal " + (code - 128) + ")" : String.valueOf(code);
        String error = lastError();
        return "ended with exit code " + how + (error.isEmpty() ? ", and said no error" : ": " + error);
    }

    /** Exit code, once it has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** The last line of its standard error, or the crash message of Java instead. */
    String lastError() {
        return lastWords.words();
    }

    Usage usage() {
        return processes.usage();
    }

    /** Asks it to end, kills it after {@code grace}, and returns when it has ended. */
    void stop(Duration grace) {
        deaf = true;
        heard.clear();
        processes.alive().forEach(ProcessHandle::destroy);
        Wait.upTo(grace, () -> processes.alive().isEmpty());
        close();
    }

    /** Kills its remaining processes at once. */
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

    /** Ends all processes that the command has left behind, so that none keeps its output streams open. */
    private void end() {
        Wait.upTo(KILLED, () -> {
            List<ProcessHandle> alive = processes.alive();
            alive.forEach(ProcessHandle::destroyForcibly);
            return alive.isEmpty();
        });
        if (epochs != null) {
            epochs.finish();
        }
        // a process that escaped may keep the other end open forever
        unheard = !Wait.upTo(
                LAST_WORDS, () -> !heard.isEmpty() || readers.stream().noneMatch(Thread::isAlive));
    }
}
