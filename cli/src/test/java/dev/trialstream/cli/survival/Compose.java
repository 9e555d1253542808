package dev.trialstream.cli.survival;

import dev.trialstream.cli.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The project's compose file, started under its own name and on its own ports. */
final class Compose implements AutoCloseable {
    static final String TOKEN = "not-much-of-a-secret";

    private final List<String> command;
    private final String name = "trialstream-" + UUID.randomUUID().toString().substring(0, 8);
    private final int http = freePort();
    private final int broker = freePort();

    Compose(List<String> command) {
        this.command = command;
    }

    /** The words that compose is called by here; empty where no engine answers. */
    static Optional<List<String>> command() {
        return succeeds("docker", "info")
                ? List.of(List.of("docker", "compose"), List.of("docker-compose")).stream()
                        .filter(words -> succeeds(with(words, "version")))
                        .findFirst()
                : Optional.empty();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + broker;
    }

    String http() {
        return "http://127.0.0.1:" + http;
    }

    /** Scales to this many workers, with all other services. */
    void up(int workers) {
        say("up", "-d", "--scale", "worker=" + workers);
    }

    void awaitHealth() {
        Awaitility.await("every container is healthy")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> say("ps", "-q")
                        .lines()
                        .allMatch(id -> run("docker", "inspect", "-f", "{{.State.Health.Status}}", id)
                                .strip()
                                .equals("healthy")));
    }

    /** Kills the container of a worker, given by its name in events; nothing restarts it. */
    void killWorker(String worker) {
        String id = say("ps", "-q", "worker")
                .lines()
                .filter(it -> run("docker", "logs", it).contains("ready worker " + worker + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container of " + worker));
        run("docker", "kill", id);
    }

    /** The last output of the containers, for debugging. */
    void lastWords() {
        System.out.println(say("logs", "--no-color", "--tail", "12"));
    }

    @Override
    public void close() {
        say("down", "-v", "--timeout", "30");
    }

    private String say(String... words) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-p", name, "-f", Cli.home().resolve("docker-compose.yml") + ""));
        return run(with(all, words));
    }

    private String run(String... words) {
        Ran ran = start(
                Map.of(
                        "TRIALSTREAM_HTTP_TOKEN", TOKEN,
                        "TRIALSTREAM_HTTP_PORT", String.valueOf(http),
                        "TRIALSTREAM_BROKER_PORT", String.valueOf(broker)),
                words);
        if (ran.exitCode() != 0) {
            throw new AssertionError(String.join(" ", words) + " said " + ran.exitCode() + ": " + ran.out());
        }
        return ran.out();
    }

    private record Ran(int exitCode, String out) {}

    private static Ran start(Map<String, String> environment, String... words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean succeeds(String... words) {
        try {
            return start(Map.of(), words).exitCode() == 0;
        } catch (UncheckedIOException notHere) {
            return false;
        }
    }

    private static String[] with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
