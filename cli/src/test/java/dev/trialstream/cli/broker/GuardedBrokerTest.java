package dev.trialstream.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No anonymous access, neither on the clients' listener nor on those of broker and controller. */
@Tag("slow") // by benchmarks/secured
class GuardedBrokerTest {
    private static final String AUTHORIZER = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

    @TempDir
    Path folder;

    @Test
    void whoever_does_not_say_who_it_is_may_nothing_and_reaches_no_controller() throws Exception {
        Properties file = new Properties();
        file.setProperty("authorizer.class.name", AUTHORIZER);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0, BrokerConfig.of(file, Optional.empty()))) {
            String clients = broker.bootstrapServers();
            assertThatThrownBy(() -> makeTopic(Map.of("bootstrap.servers", clients)))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", clients))) {
                assertThat(admin.listTopics().names().get()).isEmpty();
                assertThatThrownBy(
                                () -> admin.describeUserScramCredentials().all().get())
                        .hasCauseInstanceOf(ClusterAuthorizationException.class);
            }
            String controller = "127.0.0.1:" + BrokerPorts.remembered(folder).controller();
            assertThatThrownBy(() -> reachController(Map.of("bootstrap.controllers", controller)))
                    .hasCauseInstanceOf(TimeoutException.class);
            Map<String, Object> guess = new HashMap<>(new Insider("embedded-broker", "a guess").client());
            guess.put("bootstrap.controllers", controller);
            assertThatThrownBy(() -> reachController(guess)).hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void the_first_user_is_put_in_once_and_still_known_after_a_kill() throws Exception {
        Properties file = new Properties();
        file.setProperty("listeners", "SASL_PLAINTEXT://127.0.0.1:0");
        file.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        file.setProperty(
                "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        file.setProperty("authorizer.class.name", AUTHORIZER);
        file.setProperty("super.users", "User:root");
        BrokerConfig first = BrokerConfig.of(file, Optional.of(new ScramUser("root", "a, [b]=\"c\"")));
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0, first)) {
            makeTopic(root(broker));
        }
        Files.delete(folder.resolve(".kafka_cleanshutdown")); // as if the broker had been killed
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0, BrokerConfig.of(file, Optional.empty()));
                Admin admin = Admin.create(root(broker))) {
            assertThat(admin.listTopics().names().get()).containsExactly("made");
        }
    }

    private static Map<String, Object> root(EmbeddedBroker broker) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"root\""
                        + " password=\"a, [b]=\\\"c\\\"\";");
    }

    private static void makeTopic(Map<String, Object> client) throws Exception {
        try (Admin admin = impatient(client)) {
            admin.createTopics(List.of(new NewTopic("made", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void reachController(Map<String, Object> client) throws Exception {
        try (Admin admin = impatient(client)) {
            admin.describeMetadataQuorum().quorumInfo().get();
        }
    }

    private static Admin impatient(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", "3000");
        settings.put("request.timeout.ms", "1000");
        return Admin.create(settings);
    }
}
