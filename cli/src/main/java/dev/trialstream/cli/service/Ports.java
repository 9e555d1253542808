package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback ports named by a user. */
final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** @throws UserError if {@code port} is invalid or taken; 0 stands for a free one */
    static void check(String option, int port) {
        if (port < 0 || port > HIGHEST) {
            throw UserError.badInput(
                    option + ": expected a port from 1 to " + HIGHEST + ", or 0 for a free one, got " + port);
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw UserError.failure(option + ": port " + port + " is taken (" + e.getMessage() + "); choose another");
        }
    }
}
