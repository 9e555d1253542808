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
 * Settings of every Kafka client of this installation: what the user gives for all of them, and under it what each kind
 * needs. Keys and values are bytes at this edge; parsing happens where an error can be handled.
 *
 * @param common settings for all clients; {@code bootstrap.servers} at least
 */
public record ClientSettings(Map<String, String> common) {

    public ClientSettings {
        common = Map.copyOf(common);
    }

    public static ClientSettings of(String bootstrapServers) {
        return new ClientSettings(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    public String bootstrapServers() {
        return common.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    public Properties admin() {
        return with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000"));
    }

    /** An idempotent producer that waits for all replicas and does not linger. */
    public Properties producer(String clientId) {
        return with(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "true",
                ProducerConfig.LINGER_MS_CONFIG,
                "0",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                String.valueOf(TopicLayout.LARGEST_MESSAGE),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName()));
    }

    /** A producer of short transactions; the default back-off of 100 ms would cripple them. */
    public Properties transactionalProducer(String transactionalId) {
        Properties settings = producer(transactionalId);
        settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000");
        settings.setProperty(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "5");
        settings.setProperty(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "50");
        return settings;
    }

    /** A consumer of committed records that assigns its own partitions and belongs to no group. */
    public Properties reader(String clientId) {
        return with(Map.of(
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
        Properties settings = reader(clientId);
        settings.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.setProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
        settings.setProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500");
        return settings;
    }

    /**
     * A member of a share group that is handed one record at a time and says explicitly what became of it. A busy
     * worker does not poll for as long as a trial takes.
     */
    public Properties shareReader(String clientId, String group) {
        return with(Map.of(
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
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                "3600000",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName()));
    }

    /** The common settings under {@code own}. */
    public Properties with(Map<String, String> own) {
        Map<String, String> merged = new HashMap<>(common);
        merged.putAll(own);
        Properties settings = new Properties();
        settings.putAll(merged);
        return settings;
    }
}
