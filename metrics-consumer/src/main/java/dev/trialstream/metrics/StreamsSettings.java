package dev.trialstream.metrics;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: the user's for all clients, and over them what the judge relies on. */
final class StreamsSettings {
    /**
     * A process that died is missed after six seconds rather than 45; and as for every producer of short transactions
     * here the default back-off of 100 ms would cripple them.
     */
    private static final Map<String, String> CLIENTS = Map.of(
            StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "6000",
            StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "1500",
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "0",
            StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), "5",
            StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), "50",
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), "10000");

    private StreamsSettings() {}

    static Properties of(ClientSettings settings, Topics topics, MetricsConsumerOptions options) {
        Map<String, String> sensible = new HashMap<>(CLIENTS);
        sensible.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
        sensible.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        sensible.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                String.valueOf(options.commitInterval().toMillis()));
        return settings.merged(
                ClientSettings.Kind.STREAMS,
                sensible,
                Map.of(
                        StreamsConfig.APPLICATION_ID_CONFIG,
                        Groups.judge(topics),
                        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                        StreamsConfig.EXACTLY_ONCE_V2,
                        StreamsConfig.GROUP_PROTOCOL_CONFIG,
                        "classic",
                        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                        "earliest",
                        StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG),
                        "all",
                        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                        String.valueOf(options.threads()),
                        StreamsConfig.STATE_DIR_CONFIG,
                        options.stateDirectory().toString()));
    }
}
