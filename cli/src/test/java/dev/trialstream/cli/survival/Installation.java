package dev.trialstream.cli.survival;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A broker and services as processes of their own, in one folder. */
final class Installation implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Deque<Service> started = new ArrayDeque<>();

    private Service broker;

    private Installation(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** A broker, an orchestrator and a judge; no workers. */
    static Installation in(Path folder) throws IOException {
        Installation installation = new Installation(folder, freePort());
        installation.broker();
        installation.service("orchestrator").ready();
        installation.service("metrics").ready();
        return installation;
    }

    /** A broker alone. */
    static Installation ofBroker(Path folder) throws IOException {
        Installation installation = new Installation(folder, freePort());
        installation.broker();
        return installation;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The one that was started last. */
    Service theBroker() {
        return Objects.requireNonNull(broker);
    }

    Service broker() {
        broker = start(
                        "broker",
                        "broker",
                        "--port",
                        String.valueOf(port),
                        "--data-dir",
                        folder.resolve("broker").toString())
                .ready();
        return broker;
    }

    /** A service on this broker; not waited for. */
    Service service(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(name, "--bootstrap-servers", bootstrapServers()));
        words.addAll(List.of(more));
        return start(name, words.toArray(String[]::new));
    }

    /** A service that trains, with what it needs for that. */
    Service training(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "--data-root",
                digits().getParent().toString(),
                "--store",
                folder.resolve("store").toString()));
        words.addAll(List.of(more));
        return service(name, words.toArray(String[]::new));
    }

    /** Publishes a study. */
    void submit(String yaml) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "study-", ".yaml"), yaml);
        Service client = start("submit", "study", "submit", file.toString(), "--bootstrap-servers", bootstrapServers());
        if (client.awaitEnd(java.time.Duration.ofSeconds(60)) != 0) {
            throw new AssertionError(client.err());
        }
    }

    private Service start(String name, String... words) {
        Service service = Service.start(folder, name, words);
        started.push(service);
        return service;
    }

    /** The last output of the processes, for debugging. */
    void lastWords() {
        started.forEach(service -> service.lastWords().forEach(System.out::println));
    }

    @Override
    public void close() {
        started.forEach(Service::close);
    }

    private static Path digits() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("examples/digits.csv"))) {
            folder = folder.getParent();
        }
        return folder.resolve("examples/digits.csv");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
