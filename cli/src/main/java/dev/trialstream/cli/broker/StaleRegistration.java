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
 * Removes a killed broker from the metadata before it starts again.
 *
 * <p>Otherwise the broker is still registered as the leader of its partitions. Its transaction coordinator (Kafka
 * 4.3.1) then immediately ends transactions that were open or have timed out, while the broker is being registered
 * again. For a moment its partitions have no leader. A look-up in that moment takes them for deleted, skips their
 * markers and marks the transaction complete. The transaction then hangs in its partitions forever, and no committed
 * read passes it. For a broker that is not registered there is no such moment: its coordinator starts when its
 * partitions have a leader.
 */
final class StaleRegistration {
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private StaleRegistration() {}

    /** Whether the last process on {@code folder} did not shut down cleanly. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve("meta.properties")) && !Files.exists(folder.resolve(CLEAN_SHUTDOWN));
    }

    /** Runs only the controller for as long as needed. */
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
