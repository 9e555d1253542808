package dev.trialstream.metrics;

import dev.trialstream.metrics.judge.JudgeTopology;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.ClientSettings.Kind;
import dev.trialstream.protocol.kafka.Durability;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.MessageSizes;
import dev.trialstream.protocol.kafka.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of Kafka Streams. The user's settings override defaults; settings that the judge needs override the user's.
 */
public final class StreamsSettings {
    /** Detects a dead process after 6 seconds instead of 45. */
    private static final Map<String, String> CONSUMER = Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000", ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500");

    /** The default back-off of 100 ms would slow down short transactions severely. */
    private static final Map<String, String> PRODUCER = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, "0",
            ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "5",
            ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "50",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000");

    private static final Map<String, String> RELIED_ON = Map.of(
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.GROUP_PROTOCOL_CONFIG,
            "classic",
            StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest",
            StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
            "read_committed",
            StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG),
            "all",
            StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
            String.valueOf(MessageSizes.LARGEST),
            StreamsConfig.producerPrefix(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG),
            "true");

    private StreamsSettings() {}

    /** @param durability of the topics that Kafka Streams makes for the judge's state */
    public static Properties of(
            ClientSettings settings, Topics topics, MetricsConsumerOptions options, Durability durability) {
        Map<String, String> sensible = new HashMap<>();
        sensible.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                durability.replicas() == 0 ? "-1" : String.valueOf(durability.replicas()));
        durability.settings().forEach((name, value) -> sensible.put(StreamsConfig.topicPrefix(name), value));
        sensible.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        if (options.answersAt() != null) {
            sensible.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, "1"); // a standby answers queries meanwhile
        }
        sensible.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                String.valueOf(JudgeTopology.LONGEST_COMMIT_INTERVAL.toMillis())); // the judge commits earlier itself
        sensible.putAll(within(settings, Kind.CONSUMER, CONSUMER, StreamsConfig.CONSUMER_PREFIX));
        sensible.putAll(within(settings, Kind.PRODUCER, PRODUCER, StreamsConfig.PRODUCER_PREFIX));
        sensible.putAll(within(settings, Kind.ADMIN, Map.of(), StreamsConfig.ADMIN_CLIENT_PREFIX));
        Map<String, String> required = new HashMap<>(RELIED_ON);
        required.put(StreamsConfig.APPLICATION_ID_CONFIG, Groups.judge(topics));
        required.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, String.valueOf(options.threads()));
        if (options.answersAt() != null) {
            required.put(
                    StreamsConfig.APPLICATION_SERVER_CONFIG,
                    options.answersAt().host() + ":" + options.answersAt().port());
        }
        required.put(StreamsConfig.STATE_DIR_CONFIG, options.stateDirectory().toString());
        return settings.merged(Kind.STREAMS, sensible, required);
    }

    /**
     * Settings of the inner clients of one kind. In Streams a prefixed name overrides a bare one. So a default is left
     * out if the user has set the bare name for all clients, and a user's setting for this kind is left out if it is
     * set for Streams.
     */
    private static Map<String, String> within(
            ClientSettings settings, Kind kind, Map<String, String> sensible, String prefix) {
        Map<String, String> bare = new HashMap<>(sensible);
        bare.keySet().removeAll(settings.common().keySet());
        bare.putAll(settings.own().getOrDefault(kind, Map.of()));
        bare.keySet()
                .removeAll(settings.own().getOrDefault(Kind.STREAMS, Map.of()).keySet());
        Map<String, String> prefixed = new HashMap<>();
        bare.forEach((name, value) -> prefixed.put(prefix + name, value));
        return prefixed;
    }
}
