package dev.trialstream.cli.broker;

import dev.trialstream.cli.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real single-node KRaft broker in this process, by default on free ports of the loopback interface. Its data outlive
 * it: a broker started later on the same folder continues with them.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String address;

    private EmbeddedBroker(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts a broker on {@code folder}, which is created and formatted if it is new, on its previous ports or on free
     * ones.
     */
    public static EmbeddedBroker start(Path folder) throws IOException {
        return start(folder, 0);
    }

    /** @param wanted port of the loopback interface; 0: the previous one, or a free one */
    public static EmbeddedBroker start(Path folder, int wanted) throws IOException {
        return start(folder, wanted, BrokerConfig.NONE);
    }

    /**
     * @param wanted port; 0: the one of {@code config}, else the previous one, or a free one
     * @throws UserError if {@code config} cannot be satisfied
     */
    public static EmbeddedBroker start(Path folder, int wanted, BrokerConfig config) throws IOException {
        Files.createDirectories(folder);
        int port = wanted == 0 ? config.clients().port() : wanted;
        BrokerPorts ports = BrokerPorts.remembered(folder).next(port);
        ports.remember(folder);
        BrokerConfig.Listener clients = config.clients().at(ports.clients());
        NodeSettings node = new NodeSettings(folder, clients, ports.controller(), Insider.fresh());
        KafkaConfig kafka = checked(node.broker(config));
        if (StaleRegistration.isIn(folder)) {
            StaleRegistration.end(node);
        }
        format(folder, config);
        return new EmbeddedBroker(started(kafka), clients.address());
    }

    public String bootstrapServers() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static KafkaConfig checked(Properties settings) {
        try {
            return KafkaConfig.fromProps(settings, false);
        } catch (ConfigException | IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static KafkaRaftServer started(KafkaConfig config) {
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw refused(e);
        }
    }

    private static UserError refused(Throwable trouble) {
        Throwable known = trouble.getCause() == null ? trouble : trouble.getCause();
        return UserError.failure("the broker cannot be as it is set: "
                + String.valueOf(known.getMessage()).lines().findFirst().orElse("") + "; check --broker-config");
    }

    private static void format(Path folder, BrokerConfig config) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NodeSettings.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName(NodeSettings.CONTROLLER)
                .setScramArguments(
                        config.firstUser().stream().map(ScramUser::argument).toList())
                .setReleaseVersion(MetadataVersion.latestProduction());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException(folder + ": could not be formatted for a broker: " + e.getMessage(), e);
        }
    }
}
