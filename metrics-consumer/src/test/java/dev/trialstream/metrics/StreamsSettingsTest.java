package dev.trialstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.ClientSettings.Kind;
import dev.trialstream.protocol.kafka.Durability;
import dev.trialstream.protocol.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    @Test
    void what_the_user_sets_for_all_clients_passes_through_and_what_the_judge_relies_on_does_not_yield() {
        ClientSettings settings = new ClientSettings(
                Map.of(
                        "bootstrap.servers", "broker:9092",
                        "security.protocol", "SASL_SSL",
                        "acks", "1",
                        "processing.guarantee", "at_least_once"),
                Map.of(ClientSettings.Kind.STREAMS, Map.of("num.standby.replicas", "1")));

        StreamsConfig config = new StreamsConfig(of(settings));

        Map<String, Object> producer = config.getProducerConfigs("p");
        Map<String, Object> consumer = config.getMainConsumerConfigs("trialstream-judge", "c", 0);
        assertThat(config.getString("application.id")).isEqualTo("trialstream-judge");
        assertThat(config.getInt("num.standby.replicas")).isEqualTo(1);
        assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(producer)
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("acks", "all")
                .containsEntry("linger.ms", "0")
                .containsEntry("retry.backoff.ms", "5");
        assertThat(consumer)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest");
    }

    @Test
    void what_is_set_for_one_kind_of_client_reaches_those_within_unless_it_is_said_for_streams() {
        ClientSettings settings = new ClientSettings(
                Map.of("bootstrap.servers", "broker:9092", "retry.backoff.ms", "70"),
                Map.of(
                        Kind.CONSUMER,
                                Map.of("session.timeout.ms", "9000", "fetch.min.bytes", "10", "max.poll.records", "7"),
                        Kind.PRODUCER, Map.of("linger.ms", "3", "batch.size", "99", "acks", "1"),
                        Kind.ADMIN, Map.of("request.timeout.ms", "8000"),
                        Kind.STREAMS,
                                Map.of(
                                        "fetch.min.bytes",
                                        "20",
                                        "consumer.max.poll.records",
                                        "8",
                                        "producer.batch.size",
                                        "100")));

        StreamsConfig config = new StreamsConfig(of(settings));

        assertThat(config.getMainConsumerConfigs("trialstream-judge", "c", 0))
                .containsEntry("session.timeout.ms", "9000")
                .containsEntry("heartbeat.interval.ms", "1500")
                .containsEntry("fetch.min.bytes", "20")
                .containsEntry("max.poll.records", "8");
        assertThat(config.getProducerConfigs("p"))
                .containsEntry("linger.ms", "3")
                .containsEntry("batch.size", "100")
                .containsEntry("retry.backoff.ms", "70")
                .containsEntry("retry.backoff.max.ms", "50")
                .containsEntry("acks", "all");
        assertThat(config.getAdminConfigs("a")).containsEntry("request.timeout.ms", "8000");
    }

    @Test
    void options_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> new MetricsConsumerOptions(Path.of("state"), Duration.ZERO, 0))
                .hasMessage("metrics-consumer: expected a commit interval above zero and at least 1 thread,"
                        + " got PT0S and 0");
    }

    private static Properties of(ClientSettings settings) {
        return StreamsSettings.of(
                settings, Topics.STANDARD, MetricsConsumerOptions.in(Path.of("state")), Durability.of(1));
    }
}
