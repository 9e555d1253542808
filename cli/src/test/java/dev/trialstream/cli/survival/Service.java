package dev.trialstream.cli.survival;

import dev.trialstream.cli.Trialstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The command as a process of its own, with what it prints in files. */
final class Service implements AutoCloseable {
    private static final int LAST_WORDS = 12;

    private final String name;
    private final Path out;
    private final Path err;
    private final Process process;

    private Service(String name, Path out, Path err, Process process) {
        this.name = name;
        this.out = out;
        this.err = err;
        this.process = process;
    }

    static Service start(Path folder, String name, String... args) {
        return start(List.of(), folder, name, args);
    }

    /** Logging as delivered, unlike in tests. */
    static Service startAsDelivered(Path folder, String name, String... args) {
        return start(List.of("-Dlogback.configurationFile=logback.xml"), folder, name, args);
    }

    /** @param options of the Java that runs it */
    static Service startWith(List<String> options, Path folder, String name, String... args) {
        return start(options, folder, name, args);
    }

    /** With a folder of more classes and services before its class path. */
    static Service startOn(Path more, List<String> options, Path folder, String name, String... args) {
        return start(more + ":" + System.getProperty("java.class.path"), options, folder, name, args);
    }

    private static Service start(List<String> options, Path folder, String name, String... args) {
        return start(System.getProperty("java.class.path"), options, folder, name, args);
    }

    private static Service start(String classPath, List<String> options, Path folder, String name, String... args) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Trialstream.class.getName()));
        command.addAll(1, options);
        command.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(folder, name + "-", ".out");
            Path err = Files.createTempFile(folder, name + "-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("OMP_NUM_THREADS", "1");
            return new Service(name, out, err, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the line that says so, and returns it. */
    Service ready() {
        Awaitility.await(name + " is ready")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .failFast(name + " has ended", () -> !process.isAlive())
                .until(() -> readyLine().isPresent());
        return this;
    }

    Optional<String> readyLine() {
        return out().lines().filter(line -> line.startsWith("ready ")).findFirst();
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    /**
     * Sends Ctrl-C; returns its exit code. If this process was started in the background, its children ignore SIGINT,
     * so SIGTERM is used instead.
     */
    int interrupt() throws Exception {
        boolean ignored = Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        signal(ignored ? "-TERM" : "-INT");
        return ignored ? 143 : 130;
    }

    void terminate() throws Exception {
        signal("-TERM");
    }

    private void signal(String signal) throws Exception {
        int exitCode = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("kill " + signal + " of " + name + " said " + exitCode);
        }
    }

    int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + " did not end within " + patience + "; it printed " + err());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** The end of what it logged, each line under its name. */
    List<String> lastWords() {
        List<String> lines = err().lines().toList();
        return lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()).stream()
                .map(line -> name + "> " + line)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
