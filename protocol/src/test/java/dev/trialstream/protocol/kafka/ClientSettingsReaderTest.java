package dev.trialstream.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.protocol.kafka.ClientSettingsReader.InvalidSetting;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsReaderTest {
    @Test
    void a_setting_is_for_all_clients_or_for_one_kind() {
        ClientSettings settings = read("""
                security.protocol=SASL_SSL
                kafka.request.timeout.ms=7000
                kafka.consumer.fetch.min.bytes=10
                kafka.producer.linger.ms=3
                kafka.admin.request.timeout.ms=9000
                """, Map.of());

        assertThat(settings.groupReader("c", "g"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("request.timeout.ms", "7000")
                .containsEntry("fetch.min.bytes", "10")
                .doesNotContainKey("linger.ms");
        assertThat(settings.producer("p"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("linger.ms", "3")
                .doesNotContainKey("fetch.min.bytes");
        assertThat(settings.admin()).containsEntry("request.timeout.ms", "9000");
    }

    @Test
    void the_environment_says_it_in_capitals_and_wins_over_the_file() {
        ClientSettings settings = read(
                "bootstrap.servers=file:9092\nkafka.consumer.fetch.min.bytes=10",
                Map.of(
                        "TRIALSTREAM_KAFKA_BOOTSTRAP_SERVERS", "environment:9092",
                        "TRIALSTREAM_KAFKA_CONSUMER_FETCH_MIN_BYTES", "20",
                        "KAFKA_LINGER_MS", "1",
                        "PATH", "/bin"));

        assertThat(settings.bootstrapServers()).isEqualTo("environment:9092");
        assertThat(settings.reader("r")).containsEntry("fetch.min.bytes", "20").doesNotContainKey("linger.ms");
    }

    @Test
    void what_is_sensible_yields_and_what_is_relied_on_stands() {
        ClientSettings plain = ClientSettings.of("b:1");
        assertThat(plain.producer("p")).containsEntry("linger.ms", "0").containsEntry("acks", "all");
        assertThat(plain.shareReader("s", "g"))
                .containsEntry("share.acquire.mode", "record_limit")
                .containsEntry("max.poll.records", "1");
        ClientSettings slower = read("kafka.consumer.max.poll.records=500", Map.of());
        assertThat(slower.reader("r")).containsEntry("max.poll.records", "500");
        assertThat(slower.shareReader("s", "g")).containsEntry("max.poll.records", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "kafka.acks",
                "kafka.producer.enable.idempotence",
                "kafka.producer.transactional.id",
                "kafka.consumer.group.id",
                "kafka.consumer.isolation.level",
                "kafka.consumer.enable.auto.commit",
                "kafka.consumer.auto.offset.reset",
                "kafka.consumer.share.acknowledgement.mode",
                "kafka.consumer.value.deserializer",
                "kafka.streams.processing.guarantee",
                "kafka.streams.application.id",
                "kafka.producer.partitioner.class",
                "kafka.producer.bootstrap.servers",
                "kafka.streams.processing.exception.handler",
                "kafka.streams.producer.acks",
                "kafka.streams.main.consumer.isolation.level"
            })
    void what_a_guarantee_rests_on_is_refused_by_name_with_the_reason(String name) {
        String full = name.startsWith("kafka.") ? name : "kafka." + name;
        assertThatThrownBy(() -> read(name + "=whatever", Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(full + ": cannot be set, because ")
                .hasMessageEndingWith("; leave it out");
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.jaas.config, true",
        "ssl.keystore.password, true",
        "ssl.key.password, true",
        "ssl.keystore.key, true",
        "ssl.truststore.location, false",
        "ssl.keystore.type, false",
        "key.serializer, false",
        "bootstrap.servers, false"
    })
    void secrets_are_not_shown(String name, boolean hidden) {
        assertThat(ClientSettingsReader.shown(name, "value")).isEqualTo(hidden ? "[hidden]" : "value");
    }

    private static ClientSettings read(String file, Map<String, String> environment) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ClientSettingsReader.read(properties, environment);
    }
}
