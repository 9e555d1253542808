package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trialstream.cli.broker.BrokerConfig;
import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.cli.broker.ScramUser;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.worker.Worker;
import dev.trialstream.worker.WorkerOptions;
import dev.trialstream.worker.device.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A complete study on a broker with minimal access: four principals, each with the access of its role. */
@Tag("slow") // by benchmarks/secured
class SecuredBrokerTest {
    private static final String ADMIN_PASSWORD = "first, \"quoted\" [secret]=1";
    private static final Map<String, String> AUTHORIZED = Map.of(
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found",
            "false");

    @TempDir
    Path folder;

    @Test
    void passwords_over_tls_each_role_works_with_its_own_access_alone() throws Exception {
        Certificates certificates = Certificates.of(folder.resolve("tls"), List.of("broker"));
        Map<String, String> config = new TreeMap<>(AUTHORIZED);
        config.putAll(certificates.of("broker"));
        config.put("listeners", "SASL_SSL://127.0.0.1:0");
        config.put("super.users", "User:" + Secured.ADMIN);
        config.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        config.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        try (EmbeddedBroker broker = start(config, Optional.of(new ScramUser(Secured.ADMIN, ADMIN_PASSWORD)))) {
            Secured secured = new Secured(
                    broker, folder, user -> scram(certificates, user, passwordOf(user)), user -> "User:" + user);
            addUsers(secured);
            nothingMayBeMade(secured.run("metrics", "metrics"));
            secured.prepare();
            studyRuns(secured);
            refusals(secured);
            refusedInOneLine(secured, scram(certificates, Secured.ADMIN, "a-guess"));
        }
    }

    @Test
    void client_certificates_each_role_works_with_its_own_access_alone() throws Exception {
        Certificates certificates = Certificates.of(
                folder.resolve("tls"),
                Stream.concat(Stream.of("broker", Secured.ADMIN), Secured.roles())
                        .toList());
        Map<String, String> config = new TreeMap<>(AUTHORIZED);
        config.putAll(certificates.of("broker"));
        config.put("listeners", "SSL://127.0.0.1:0");
        config.put("ssl.client.auth", "required");
        config.put("super.users", "User:CN=" + Secured.ADMIN);
        try (EmbeddedBroker broker = start(config, Optional.empty())) {
            Secured secured = new Secured(
                    broker,
                    folder,
                    user -> with(certificates.of(user), Map.of("security.protocol", "SSL")),
                    user -> "User:CN=" + user);
            secured.prepare();
            studyRuns(secured);
            refusals(secured);
            refusedInOneLine(secured, with(certificates.trusting(), Map.of("security.protocol", "SSL")));
        }
    }

    /** The three services and a publisher, each with its own principal. */
    private void studyRuns(Secured secured) throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), """
                data: {csv: %s, target: digit}
                search: {algorithm: random, seed: 1}
                fixed: {batch_size: 64, layers: 1, units: 32}
                budget: {trials: 4, epochs: 3, parallel: 2}
                promotion: {confirm: 1}
                """.formatted(Cli.digits()));
        Topics topics = Topics.STANDARD;
        Clock clock = Clock.systemUTC();
        Path data = folder.resolve("data");
        WorkerOptions work = new WorkerOptions(
                "worker-1",
                2,
                Devices.cpus(1),
                List.of(Cli.home().resolve("examples")),
                data.resolve("store"),
                any -> true);
        try (Orchestrator orchestrator =
                        new Orchestrator(secured.provisioned("orchestrator"), topics, any -> true, clock);
                MetricsConsumer metrics = new MetricsConsumer(
                        secured.provisioned("metrics"),
                        topics,
                        MetricsConsumerOptions.in(folder.resolve("streams")),
                        clock);
                Worker worker = new Worker(secured.provisioned("worker"), topics, work, clock)) {
            orchestrator.start();
            metrics.start();
            worker.start();
            Cli run = secured.run(
                    "publisher",
                    "run",
                    study.toString(),
                    "--no-services",
                    "--json",
                    "--data-dir",
                    data.toString(),
                    "--out",
                    folder.resolve("out").toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            JsonNode result = Json.json().readTree(run.out());
            assertThat(result.get("trials").get("total").intValue()).isEqualTo(4);
            assertThat(secured.bests("publisher"))
                    .containsEntry(
                            result.get("study").stringValue(),
                            result.get("best").get("trial").stringValue());
            assertThat(List.of(orchestrator.failure(), metrics.failure(), worker.failure()))
                    .noneMatch(failure -> failure.isDone());
        }
    }

    private static void refusals(Secured secured) {
        assertThatThrownBy(() -> write(secured.settings("publisher"), Topics.STANDARD.events()))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write(secured.settings("worker"), Topics.STANDARD.dispatch(TopicLayout.CPU)))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        nothingMayBeMade(secured.run("worker", "topics", "apply"));
    }

    private static void nothingMayBeMade(Cli refused) {
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errLines()).singleElement().asString().endsWith("topics apply is for an administrator");
    }

    private static void refusedInOneLine(Secured secured, Map<String, String> settings) {
        for (String[] command : new String[][] {{"topics", "verify"}, {"worker"}, {"metrics"}}) {
            Cli refused = secured.run(settings, command);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("error: broker 127.0.0.1:")
                    .endsWith("; check what --command-config says of credentials and certificates")
                    .doesNotContain("a-guess", Certificates.PASSWORD);
            assertThat(refused.out()).isEmpty();
        }
    }

    private EmbeddedBroker start(Map<String, String> config, Optional<ScramUser> first) throws IOException {
        Properties file = new Properties();
        file.putAll(config);
        return EmbeddedBroker.start(folder.resolve("broker"), 0, BrokerConfig.of(file, first));
    }

    private static void write(ClientSettings settings, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("intruder"))) {
            producer.send(new ProducerRecord<>(topic, new byte[] {1})).get();
        }
    }

    private static void addUsers(Secured secured) throws Exception {
        List<UserScramCredentialAlteration> users = Secured.roles()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), passwordOf(user)))
                .toList();
        try (Admin admin = Admin.create(secured.settings(Secured.ADMIN).admin())) {
            admin.alterUserScramCredentials(users).all().get();
        }
    }

    private static String passwordOf(String user) {
        return user.equals(Secured.ADMIN) ? ADMIN_PASSWORD : "secret-of-" + user;
    }

    private static Map<String, String> scram(Certificates certificates, String user, String password) {
        return with(
                certificates.trusting(),
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + password.replace("\"", "\\\"") + "\";"));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
