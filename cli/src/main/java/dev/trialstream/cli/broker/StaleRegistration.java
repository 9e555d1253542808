package dev.trialstream.cli.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;

/**
 * Takes a broker that was killed out of the metadata before it starts again.
 *
 * <p>Otherwise it finds itself registered as the leader of its partitions, and its transaction coordinator (Kafka 4.3.1)
 * at once ends what had been open or has timed out, while the broker is only being registered anew. In between its
 * partitions have no leader; a look-up in that moment takes them for deleted, skips their markers and calls the
 * transaction complete. It then hangs in its partitions for good, and no committed read gets past it. A broker that is
 * not registered has no such moment: its coordinator begins when its partitions have a leader.
 */
final class StaleRegistration {
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private StaleRegistration() {}

    /** Whether whoever ran on {@code folder} did not end in order. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve("meta.properties")) && !Files.exists(folder.resolve(CLEAN_SHUTDOWN));
    }

    /** Runs the controller alone for as long as it takes. */
    static void end(NodeSettings node) throws IOException {
        KafkaRaftServer controller = new KafkaRaftServer(KafkaConfig.fromProps(node.controller(), false), Time.SYSTEM);
        controller.startup();
        Map<String, Object> client = new HashMap<>(node.insider().client());
        client.put(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, node.controllerAddress());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
        try (Admin admin = Admin.create(client)) {
            admin.unregisterBroker(NodeSettings.NODE).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new IOException("the broker could not be made ready to start again: " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was made ready to start again", e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }
}
