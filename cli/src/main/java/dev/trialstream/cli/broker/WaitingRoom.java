package dev.trialstream.cli.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a broker that was killed in the middle of a transaction wait for itself. When it starts again, its transaction
 * coordinator (Kafka 4.3.1) at once sends the markers that end such a transaction to where the broker was before, and
 * on every refused connection looks up where it is now. While the broker is being registered anew its partitions have
 * no leader; should a look-up fall into that moment, the coordinator takes the partitions for deleted, skips the markers
 * and calls the transaction complete. It then hangs in its partitions for good, and no committed read gets past it.
 * So a connection to the old port must not be refused until the broker is up: here it waits, unanswered. When the room
 * closes, the coordinator looks again and finds the broker.
 */
final class WaitingRoom implements AutoCloseable {
    private final List<ServerSocket> doors;

    private WaitingRoom(List<ServerSocket> doors) {
        this.doors = doors;
    }

    /** @param ports at which the broker may have been registered; where one is 0 or taken nobody can wait there */
    static WaitingRoom at(int... ports) throws IOException {
        List<ServerSocket> doors = new ArrayList<>();
        for (int port : ports) {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            try {
                door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                doors.add(door);
            } catch (IOException taken) {
                door.close();
            }
        }
        return new WaitingRoom(doors);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
    }
}
