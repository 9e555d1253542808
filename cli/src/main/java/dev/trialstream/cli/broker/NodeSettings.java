package dev.trialstream.cli.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Kafka's settings of the embedded node. Clients have one listener. Broker and controller have two more on the loopback
 * interface, which admit nobody else.
 */
record NodeSettings(Path folder, BrokerConfig.Listener clients, int controllerPort, Insider insider) {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String INTERNAL = "INTERNAL";
    private static final String LOOPBACK = "127.0.0.1:";
    private static final String GUARDED = ":SASL_PLAINTEXT";

    String controllerAddress() {
        return LOOPBACK + controllerPort;
    }

    /** For a controller without a broker. */
    Properties controller() {
        Properties settings = node();
        settings.setProperty("process.roles", "controller");
        settings.setProperty("listeners", CONTROLLER + "://" + controllerAddress());
        settings.setProperty("listener.security.protocol.map", CONTROLLER + GUARDED);
        return settings;
    }

    /** For both in one process. */
    Properties broker(BrokerConfig config) {
        Properties settings = sensible();
        settings.putAll(config.settings());
        settings.putAll(node());
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty(
                "listeners",
                clients + "," + INTERNAL + "://" + LOOPBACK + "0," + CONTROLLER + "://" + controllerAddress());
        settings.setProperty("inter.broker.listener.name", INTERNAL);
        settings.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.setProperty(
                "listener.security.protocol.map",
                clients.name() + ":" + clients.name() + "," + INTERNAL + GUARDED + "," + CONTROLLER + GUARDED);
        insider.guard(settings, INTERNAL);
        String others = settings.getProperty("super.users", "");
        settings.setProperty("super.users", (others.isBlank() ? "" : others + ";") + insider.principal());
        return settings;
    }

    private Properties node() {
        Properties settings = new Properties();
        settings.setProperty("node.id", String.valueOf(NODE));
        settings.setProperty("controller.quorum.voters", NODE + "@" + controllerAddress());
        settings.setProperty("controller.listener.names", CONTROLLER);
        settings.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
        settings.setProperty("log.dirs", folder.toString());
        insider.guard(settings, CONTROLLER);
        return settings;
    }

    private static Properties sensible() {
        Properties settings = new Properties();
        settings.setProperty("auto.create.topics.enable", "false");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.setProperty(internal + ".replication.factor", "1");
            settings.setProperty(internal + ".num.partitions", "4");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // a new share group then has its first record after 2.4 s instead of 5 to 6
        settings.setProperty("group.share.heartbeat.interval.ms", "1000");
        settings.setProperty("group.share.min.heartbeat.interval.ms", "1000");
        settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // an idle broker then needs 36 MB of heap instead of 160
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        return settings;
    }
}
