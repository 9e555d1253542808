package dev.trialstream.cli.broker;

import dev.trialstream.cli.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * An operator's configuration of the embedded broker: Kafka's own broker properties, except those that the embedding
 * needs.
 *
 * @param settings override defaults
 * @param clients listener for clients
 * @param firstUser created when the folder is formatted, because further users need an existing one to be added
 */
public record BrokerConfig(Map<String, String> settings, Listener clients, Optional<ScramUser> firstUser) {
    /** No configuration: open to everyone on this machine. */
    public static final BrokerConfig NONE =
            new BrokerConfig(Map.of(), new Listener("PLAINTEXT", "127.0.0.1", 0), Optional.empty());

    private static final String LISTENERS = "listeners";
    private static final String ONE_NODE = "the embedded broker is a cluster of one";
    private static final String FOLDER = "--data-dir says it";
    private static final String WITHIN = "broker and controller of one process authenticate by themselves";
    private static final String ONE_LISTENER = "listeners says it";

    /** Properties that the embedding needs, with the reason. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("node.id", ONE_NODE),
            Map.entry("broker.id", ONE_NODE),
            Map.entry("process.roles", ONE_NODE),
            Map.entry("controller.quorum.voters", ONE_NODE),
            Map.entry("controller.quorum.bootstrap.servers", ONE_NODE),
            Map.entry("controller.listener.names", ONE_NODE),
            Map.entry("log.dirs", FOLDER),
            Map.entry("log.dir", FOLDER),
            Map.entry("metadata.log.dir", FOLDER),
            Map.entry("inter.broker.listener.name", WITHIN),
            Map.entry("security.inter.broker.protocol", WITHIN),
            Map.entry("sasl.mechanism.inter.broker.protocol", WITHIN),
            Map.entry("sasl.mechanism.controller.protocol", WITHIN),
            Map.entry("early.start.listeners", WITHIN),
            Map.entry("principal.builder.class", "broker and controller would be named by it too"),
            Map.entry("advertised.listeners", ONE_LISTENER),
            Map.entry("listener.security.protocol.map", ONE_LISTENER));

    public BrokerConfig {
        settings = Map.copyOf(settings);
    }

    /**
     * The listener for clients; its name is its security protocol.
     *
     * @param port 0: the previous port of the broker, or a free one
     */
    public record Listener(String name, String host, int port) {
        private static final Pattern FORM = Pattern.compile("(\\w+)://([\\w.-]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");

        static Listener read(String text) {
            Matcher form = FORM.matcher(text.strip());
            if (!form.matches() || !SecurityProtocol.names().contains(form.group(1))) {
                throw UserError.badInput("--broker-config: listeners: expected one listener, named by its protocol,"
                        + " such as SASL_SSL://127.0.0.1:9093, got " + text);
            }
            return new Listener(form.group(1), form.group(2), Integer.parseInt(form.group(3)));
        }

        Listener at(int port) {
            return new Listener(name, host, port);
        }

        String address() {
            return host + ":" + port;
        }

        @Override
        public String toString() {
            return name + "://" + address();
        }
    }

    /** @throws UserError if the embedding needs a given property itself */
    public static BrokerConfig of(Properties file, Optional<ScramUser> firstUser) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : file.stringPropertyNames()) {
            check(name);
            settings.put(name, file.getProperty(name).strip());
        }
        String listeners = settings.remove(LISTENERS);
        return new BrokerConfig(settings, listeners == null ? NONE.clients() : Listener.read(listeners), firstUser);
    }

    private static void check(String name) {
        boolean within = name.startsWith("listener.name.controller.") || name.startsWith("listener.name.internal.");
        String reason = within ? WITHIN : FIXED.get(name);
        if (reason != null) {
            throw UserError.badInput(
                    "--broker-config: " + name + ": cannot be set, because " + reason + "; leave it out");
        }
    }
}
