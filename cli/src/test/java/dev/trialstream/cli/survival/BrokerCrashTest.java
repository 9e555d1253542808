package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.protocol.kafka.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that is killed in the middle of transactions ends them when it is back, and readers get past them. */
@Tag("slow")
class BrokerCrashTest {
    private static final String TOPIC = "ledger";
    private static final int PARTITIONS = 8;

    @TempDir
    Path folder;

    /** The shorter transactions time out before the broker comes back, the longer ones meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {500, 2000, 3500, 5000, 8000})
    void no_transaction_is_left_hanging(int timeoutMs) throws Exception {
        Service first = start().ready();
        String bootstrap = bootstrap(first);
        try (Admin admin = Admin.create(ClientSettings.of(bootstrap).admin())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(transactional(bootstrap, timeoutMs))) {
                producer.initTransactions();
                producer.beginTransaction();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    byte[] value = "a word".getBytes(StandardCharsets.UTF_8);
                    producer.send(new ProducerRecord<>(TOPIC, partition, null, value))
                            .get();
                }
                first.killHard();
                producer.close(Duration.ZERO);
            }
            try (Service second = start().ready()) {
                assertThat(bootstrap(second)).isEqualTo(bootstrap);
                Awaitility.await("readers of committed records get to the end")
                        .atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(ends(admin, IsolationLevel.READ_COMMITTED))
                                .allSatisfy((partition, end) -> assertThat(end).isGreaterThan(1)));
            }
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static Properties transactional(String bootstrap, int timeoutMs) {
        Properties settings = ClientSettings.of(bootstrap).transactionalProducer("teller");
        settings.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(timeoutMs));
        return settings;
    }

    private Service start() {
        return Service.start(
                folder,
                "broker",
                "broker",
                "--data-dir",
                folder.resolve("broker").toString());
    }

    private static String bootstrap(Service broker) {
        return broker.readyLine().orElseThrow().replaceFirst("^ready bootstrap ", "");
    }
}
