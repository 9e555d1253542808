package dev.trialstream.protocol.kafka;

import dev.trialstream.protocol.kafka.ClientSettings.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a user's settings for the Kafka clients: {@code kafka.NAME} for all clients; {@code kafka.admin.NAME},
 * {@code kafka.consumer.NAME}, {@code kafka.producer.NAME} and {@code kafka.streams.NAME} for one kind. In a file, a
 * bare {@code NAME} applies to all clients, so files for Kafka's own {@code --command-config} work unchanged. In the
 * environment the same names are in capitals after {@code TRIALSTREAM_}, with underscores for dots.
 */
public final class ClientSettingsReader {
    private static final String PREFIX = "kafka.";
    private static final String VARIABLE = "TRIALSTREAM_KAFKA_";

    private static final String DURABLE = "what is acknowledged must last, in order and once";
    private static final String ANSWERED = "what has been read counts as answered only once the answer is written";
    private static final String PLACED = "a study lives in the partition that its id hashes to";
    private static final String KEPT = "no record may be passed over";
    private static final String BYTES = "messages are parsed where a bad one can be put aside";
    private static final String HANDED = "a worker is handed one job at a time and says what became of it";
    private static final String SHARED = "the name says who shares the work";

    /** Settings that guarantees depend on, with the reason. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("acks", DURABLE),
            Map.entry("partitioner.class", PLACED),
            Map.entry("partitioner.ignore.keys", PLACED),
            Map.entry("deserialization.exception.handler", KEPT),
            Map.entry("production.exception.handler", KEPT),
            Map.entry("processing.exception.handler", KEPT),
            Map.entry("default.deserialization.exception.handler", KEPT),
            Map.entry("default.production.exception.handler", KEPT),
            Map.entry("num.stream.threads", "options of the command say it"),
            Map.entry("state.dir", "options of the command say it"),
            Map.entry("enable.idempotence", DURABLE),
            Map.entry("transactional.id", "it shuts a predecessor out"),
            Map.entry("isolation.level", "readers must not see what is taken back"),
            Map.entry("enable.auto.commit", ANSWERED),
            Map.entry("auto.offset.reset", "histories are read from their beginning"),
            Map.entry("processing.guarantee", "decisions are written exactly once"),
            Map.entry("group.id", SHARED),
            Map.entry("application.id", SHARED),
            Map.entry("client.id", "each client has its own"),
            Map.entry("group.protocol", "session time-outs are set for the classic one"),
            Map.entry("max.request.size", "a job carries its whole curve"),
            Map.entry("share.acquire.mode", HANDED),
            Map.entry("share.acknowledgement.mode", HANDED),
            Map.entry("key.serializer", BYTES),
            Map.entry("value.serializer", BYTES),
            Map.entry("key.deserializer", BYTES),
            Map.entry("value.deserializer", BYTES));

    private static final Set<String> SECRET = Set.of("password", "secret", "jaas", "token", "credential", "key");

    private ClientSettingsReader() {}

    /**
     * Settings from a file and the environment; the environment wins.
     *
     * @param variables of the environment; those with other names are ignored
     * @throws InvalidSetting if a guarantee depends on a given setting
     */
    public static ClientSettings read(Properties file, Map<String, String> variables) {
        Map<String, String> named = new TreeMap<>();
        for (String name : file.stringPropertyNames()) {
            named.put(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, file.getProperty(name));
        }
        variables.forEach((name, value) -> {
            if (name.startsWith(VARIABLE)) {
                named.put(
                        name.substring(VARIABLE.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        return read(named);
    }

    private static ClientSettings read(Map<String, String> named) {
        Map<String, String> common = new HashMap<>();
        Map<Kind, Map<String, String>> own = new EnumMap<>(Kind.class);
        named.forEach((name, value) -> {
            Kind kind = kindOf(name);
            String bare = kind == null ? name : name.substring(prefix(kind).length());
            check(name, bare);
            (kind == null ? common : own.computeIfAbsent(kind, any -> new HashMap<>())).put(bare, value.strip());
        });
        return new ClientSettings(common, own);
    }

    private static @org.jspecify.annotations.Nullable Kind kindOf(String name) {
        for (Kind kind : Kind.values()) {
            if (name.startsWith(prefix(kind))) {
                return kind;
            }
        }
        return null;
    }

    private static String prefix(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ".";
    }

    /** Kafka Streams passes settings on to its inner clients under names such as {@code main.consumer.acks}. */
    private static void check(String name, String bare) {
        String last = bare.replaceFirst("^(main\\.|restore\\.|global\\.)?(consumer|producer|admin)\\.", "");
        String reason = last.equals("bootstrap.servers") && !name.equals(last)
                ? "all clients share one broker"
                : FIXED.get(last);
        if (reason != null) {
            throw new InvalidSetting(PREFIX + name, "cannot be set, because " + reason + "; leave it out");
        }
    }

    /** The value for display; hidden if the name marks it as a secret. */
    public static String shown(String name, String value) {
        boolean plain = name.endsWith(".type") || name.endsWith("serializer") || name.endsWith(".location");
        return !plain && SECRET.stream().anyMatch(name::contains) ? "[hidden]" : value;
    }

    /** A setting that is not allowed. */
    public static final class InvalidSetting extends RuntimeException {
        InvalidSetting(String name, String complaint) {
            super(name + ": " + complaint);
        }
    }
}
