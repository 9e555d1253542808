package dev.trialstream.protocol.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of every Kafka client of this installation. User settings override the defaults; settings that guarantees
 * depend on override the user's. {@link ClientSettingsReader} refuses user values for the latter. Keys and values are
 * bytes here; callers parse them where they can handle errors.
 *
 * @param common settings for all clients
 * @param own settings for the clients of one kind
 */
public record ClientSettings(Map<String, String> common, Map<Kind, Map<String, String>> own) {
    /** No settings: for the embedded broker, before its address is known. */
    public static final ClientSettings NONE = new ClientSettings(Map.of(), Map.of());

    /** Kinds of clients that can be configured separately. */
    public enum Kind {
        ADMIN,
        CONSUMER,
        PRODUCER,
        STREAMS
    }

    public ClientSettings {
        common = Map.copyOf(common);
        own = Map.copyOf(own);
    }

    public static ClientSettings of(String bootstrapServers) {
        return NONE.at(bootstrapServers);
    }

    /** The same settings for another broker. */
    public ClientSettings at(String bootstrapServers) {
        Map<String, String> moved = new HashMap<>(common);
        moved.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new ClientSettings(moved, own);
    }

    /** Whether a broker is configured. */
    public boolean hasBroker() {
        return !bootstrapServers().isEmpty();
    }

    /** Empty if no broker is configured. */
    public String bootstrapServers() {
        return common.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    public Properties admin() {
        return merged(
                Kind.ADMIN,
                Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000"),
                Map.of());
    }

    /** An idempotent producer that waits for all replicas and does not linger. */
    public Properties producer(String clientId) {
        return producer(clientId, Map.of());
    }

    private Properties producer(String clientId, Map<String, String> sensible) {
        Map<String, String> defaults = new HashMap<>(sensible);
        defaults.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        return merged(
                Kind.PRODUCER,
                defaults,
                Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        clientId,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        "true",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        String.valueOf(MessageSizes.LARGE_TOPIC),
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class.getName(),
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class.getName()));
    }

    /** A producer for short transactions. The default back-off of 100 ms would slow them down severely. */
    public Properties transactionalProducer(String transactionalId) {
        Properties settings = producer(
                transactionalId,
                Map.of(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000",
                        ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "5",
                        ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "50"));
        settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return settings;
    }

    /** A consumer of committed records that assigns its own partitions and belongs to no group. */
    public Properties reader(String clientId) {
        return reader(clientId, Map.of());
    }

    private Properties reader(String clientId, Map<String, String> sensible) {
        return merged(
                Kind.CONSUMER,
                sensible,
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class.getName(),
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class.getName()));
    }

    /** A reader that shares its partitions with the other members of {@code group}. */
    public Properties groupReader(String clientId, String group) {
        Properties settings = reader(
                clientId,
                Map.of(
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000",
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500"));
        settings.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        return settings;
    }

    /**
     * A member of a share group that gets one record at a time and acknowledges it explicitly. A busy worker does not
     * poll during a trial.
     */
    public Properties shareReader(String clientId, String group) {
        return merged(
                Kind.CONSUMER,
                Map.of(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "3600000"),
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                        "record_limit",
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                        "explicit",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        "1",
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class.getName(),
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class.getName()));
    }

    /**
     * The settings of a client.
     *
     * @param sensible defaults, which the user may override
     * @param required values that the user cannot override
     */
    public Properties merged(Kind kind, Map<String, String> sensible, Map<String, String> required) {
        Properties settings = new Properties();
        settings.putAll(sensible);
        settings.putAll(common);
        settings.putAll(own.getOrDefault(kind, Map.of()));
        settings.putAll(required);
        return settings;
    }
}
