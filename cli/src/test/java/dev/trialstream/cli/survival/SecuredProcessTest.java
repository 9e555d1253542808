package dev.trialstream.cli.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public commands alone: a secured broker, killed and started again, runs the whole main job for its first user. */
@Tag("slow")
class SecuredProcessTest {
    private static final String PASSWORD = "first-password-0815";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<Service> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Service::close);
    }

    @Test
    void a_study_runs_on_a_secured_broker_and_no_password_is_printed_or_logged() throws Exception {
        Certificates certificates = Certificates.of(folder.resolve("tls"), List.of("broker"));
        String password =
                Files.writeString(folder.resolve("password"), PASSWORD + "\n").toString();
        String config = file(
                "broker",
                certificates.of("broker"),
                Map.of(
                        "listeners", "SASL_SSL://127.0.0.1:0",
                        "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(""),
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:admin"));
        String client = file(
                "admin",
                certificates.trusting(),
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", login(" username=\"admin\" password=\"" + PASSWORD + "\"")));
        String[] broker = {
            "broker",
            "--data-dir",
            folder.resolve("broker").toString(),
            "--broker-config",
            config,
            "--scram-user",
            "admin",
            "--scram-password-file",
            password
        };

        Service first = start("broker", broker).ready();
        ends("topics", "topics", "apply", "--bootstrap-servers", address(first), "--command-config", client);
        first.killHard();
        Service second = start("broker", broker).ready();
        String data = folder.resolve("data").toString();
        Service run = ends(
                "run",
                "run",
                study(),
                "--json",
                "--data-dir",
                data,
                "--out",
                folder.resolve("out").toString(),
                "--bootstrap-servers",
                address(second),
                "--command-config",
                client);

        assertThat(run.out()).contains("\"state\":\"completed\"");
        assertThat(folder.resolve("out/model.zip")).exists();
        Stream<String> said = started.stream().flatMap(it -> Stream.of(it.out(), it.err()));
        assertThat(Stream.concat(said, logs(Path.of(data, "logs"))))
                .allSatisfy(text -> assertThat(text).doesNotContain(PASSWORD, Certificates.PASSWORD));
    }

    private String study() throws IOException {
        StringBuilder rows = new StringBuilder("x,z,y\n");
        for (int i = 0; i < 120; i++) {
            rows.append(i % 17).append(',').append(i % 5).append(i % 17 < 8 ? ",a\n" : ",b\n");
        }
        Files.writeString(folder.resolve("table.csv"), rows);
        return Files.writeString(folder.resolve("study.yaml"), """
                data: {csv: table.csv, target: y}
                budget: {trials: 4, epochs: 3, parallel: 2}
                promotion: {confirm: 1}
                """).toString();
    }

    private Service start(String name, String... args) {
        Service service = Service.startAsDelivered(folder, name, args);
        started.add(service);
        return service;
    }

    private Service ends(String name, String... args) throws InterruptedException {
        Service service = start(name, args);
        assertThat(service.awaitEnd(PATIENCE)).as(service::err).isZero();
        return service;
    }

    private static String address(Service broker) {
        return broker.readyLine().orElseThrow().replace("ready bootstrap ", "");
    }

    private static String login(String who) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required" + who + ";";
    }

    private static Stream<String> logs(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts.stream();
    }

    private String file(String name, Map<String, String> some, Map<String, String> more) throws IOException {
        Properties properties = new Properties();
        properties.putAll(some);
        properties.putAll(more);
        Path file = folder.resolve(name + ".properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file.toString();
    }
}
