package dev.trialstream.cli.broker;

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
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real single-node KRaft broker in this process, on free ports of the loopback interface. Its data outlive it: a
 * broker started later on the same folder goes on with them.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String CONTROLLER = "CONTROLLER";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on {@code folder}, which is made and formatted where it is new, and on the ports that it had there
     * before, or free ones.
     */
    public static EmbeddedBroker start(Path folder) throws IOException {
        return start(folder, 0);
    }

    /** @param wanted port of the loopback interface; 0: the one that it had before, or a free one */
    public static EmbeddedBroker start(Path folder, int wanted) throws IOException {
        Files.createDirectories(folder);
        BrokerPorts ports = BrokerPorts.remembered(folder).next(wanted);
        ports.remember(folder);
        if (StaleRegistration.isIn(folder)) {
            StaleRegistration.end(controller(folder, ports), "127.0.0.1:" + ports.controller(), NODE);
        }
        format(folder);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(broker(folder, ports), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, ports.clients());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName(CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException(folder + ": could not be formatted for a broker: " + e.getMessage(), e);
        }
    }

    private static Properties controller(Path folder, BrokerPorts ports) {
        Properties settings = node(folder, ports);
        settings.setProperty("process.roles", "controller");
        settings.setProperty("listeners", CONTROLLER + "://127.0.0.1:" + ports.controller());
        settings.setProperty("listener.security.protocol.map", CONTROLLER + ":PLAINTEXT");
        return settings;
    }

    private static Properties node(Path folder, BrokerPorts ports) {
        Properties settings = new Properties();
        settings.setProperty("node.id", String.valueOf(NODE));
        settings.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + ports.controller());
        settings.setProperty("controller.listener.names", CONTROLLER);
        settings.setProperty("log.dirs", folder.toString());
        return settings;
    }

    private static Properties broker(Path folder, BrokerPorts ports) {
        Properties settings = node(folder, ports);
        settings.setProperty("process.roles", "broker,controller");
        String clients = "PLAINTEXT://127.0.0.1:" + ports.clients();
        settings.setProperty("listeners", clients + "," + CONTROLLER + "://127.0.0.1:" + ports.controller());
        settings.setProperty("advertised.listeners", clients);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.setProperty("auto.create.topics.enable", "false");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.setProperty(internal + ".replication.factor", "1");
            settings.setProperty(internal + ".num.partitions", "4");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // a fresh share group then has its first record after 2.4 s instead of 5 to 6
        settings.setProperty("group.share.heartbeat.interval.ms", "1000");
        settings.setProperty("group.share.min.heartbeat.interval.ms", "1000");
        settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // an idle broker then takes 36 MB of heap instead of 160
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        return settings;
    }
}
