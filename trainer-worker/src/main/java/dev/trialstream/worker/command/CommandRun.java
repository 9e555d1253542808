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
 * A command under way: what it says, what it uses, and its end, which is the end of everything that it has started.
 *
 * @param <T> what is made of its lines
 */
public final class CommandRun<T> implements AutoCloseable {
    /** Bytes of a line that are read; the rest is dropped. */
    private static final int LONGEST_LINE = 1_000_000;

    /** Epochs that may wait to be published; a command that is further ahead waits too. */
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
     * What a line has said.
     *
     * @param nanos when it was said
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
     * @param epochs where its epochs are read; null: on its standard output
     * @param ear makes of a line what {@link #next} returns, or nothing, and logs what is to be kept of it
     * @throws IOException where it cannot be started
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
            // it ends here as well
        }
        splitter.end();
    }

    /** What it says next; empty where it says nothing for {@code patience}, or ever again. */
    public Optional<Heard<T>> next(Duration patience) throws InterruptedException {
        Heard<T> next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null && !process.isAlive()) {
            end();
            next = heard.poll();
        }
        return Optional.ofNullable(next);
    }

    /** Whether it has ended and all that it said is heard. */
    public boolean isOver() {
        return !process.isAlive()
                && heard.isEmpty()
                && (unheard || readers.stream().noneMatch(Thread::isAlive));
    }

    /** Where its standard input is written; it is open until this is closed. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** How it ended, once it has, in words: its exit code and the last of its standard error. */
    public String ending() {
        int code = exitCode();
        String how = code > 128 ? code + " (signal " + (code - 128) + ")" : String.valueOf(code);
        String error = lastError();
        return "ended with exit code " + how + (error.isEmpty() ? ", and said no error" : ": " + error);
    }

    /** How it ended, once it has. */
    int exitCode() {
        return process.exitValue();
    }

    /** The last line of its standard error, or what a crashing Java says in its place. */
    String lastError() {
        return lastWords.words();
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
