package dev.trialstream.cli.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The ports of an embedded broker on the loopback interface. They are stored with its data, so a restarted broker keeps
 * its address.
 *
 * @param clients port for clients
 */
record BrokerPorts(int clients, int controller) {
    private static final String FILE = "ports.properties";

    /** The ports of the last start on {@code folder}; 0 for unknown ones. */
    static BrokerPorts remembered(Path folder) throws IOException {
        Properties known = new Properties();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                known.load(in);
            }
        }
        return new BrokerPorts(port(known, "clients"), port(known, "controller"));
    }

    /**
     * Ports for a new start: the previous ones if they are free.
     *
     * @param wanted for clients; 0: any
     */
    BrokerPorts next(int wanted) throws IOException {
        return new BrokerPorts(wanted == 0 ? freeOrAny(clients) : wanted, freeOrAny(controller));
    }

    void remember(Path folder) throws IOException {
        Properties now = new Properties();
        now.setProperty("clients", String.valueOf(clients));
        now.setProperty("controller", String.valueOf(controller));
        Path half = Files.createTempFile(folder, FILE, ".half");
        try (var out = Files.newOutputStream(half)) {
            now.store(out, null);
        }
        Files.move(half, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int port(Properties known, String name) {
        @Nullable String text = known.getProperty(name);
        return text != null && text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static int freeOrAny(int port) throws IOException {
        try {
            return free(port);
        } catch (IOException | IllegalArgumentException taken) {
            return free(0);
        }
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return socket.getLocalPort();
        }
    }
}
