package dev.trialstream.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.Cli;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.Version;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.ClientSettingsReader;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Everything that the manifests and the compose file name exists: commands, options, ports, paths, metrics, each other.
 */
class DeploymentFilesTest {
    private static final Path KUBERNETES = Cli.home().resolve("deploy/kubernetes");

    @Test
    void every_manifest_is_in_the_kustomization_and_has_a_name_of_its_own() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            files.map(file -> file.getFileName().toString()).forEach(there::add);
        }
        Set<String> listed =
                new TreeSet<>(texts(read("kustomization.yaml").get(0).get("resources")));
        listed.add("kustomization.yaml");
        assertThat(there).isEqualTo(listed);
        assertThat(manifests())
                .extracting(it -> it.get("kind").stringValue() + "/"
                        + it.at("/metadata/name").stringValue())
                .doesNotHaveDuplicates()
                .hasSize(8);
        assertThat(manifests())
                .allSatisfy(it ->
                        assertThat(it.at("/metadata/namespace").isMissingNode()).isTrue());
    }

    @Test
    void a_container_runs_a_command_with_options_that_exist_without_rights_and_is_asked_how_it_is() throws IOException {
        List<JsonNode> deployments = ofKind("Deployment");
        assertThat(deployments).hasSize(3).allSatisfy(it -> {
            JsonNode pod = it.at("/spec/template/spec");
            JsonNode container = pod.get("containers").get(0);
            List<String> words = texts(container.get("args"));
            assertCommand(words);
            assertThat(container.get("image").stringValue()).isEqualTo(image());
            assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").intValue()).isEqualTo(user());
            assertThat(pod.get("terminationGracePeriodSeconds").intValue()).isGreaterThanOrEqualTo(30);
            assertThat(it.at("/spec/selector/matchLabels/app.kubernetes.io~1name"))
                    .isEqualTo(it.at("/spec/template/metadata/labels/app.kubernetes.io~1name"));
            Map<String, Integer> ports = new HashMap<>();
            container
                    .get("ports")
                    .forEach(port -> ports.put(
                            port.get("name").stringValue(),
                            port.get("containerPort").intValue()));
            ports.forEach((name, port) -> assertThat(after(words, "--" + name)).isEqualTo(String.valueOf(port)));
            assertProbe(container, "livenessProbe", "/health/live", ports);
            assertProbe(container, "readinessProbe", "/health/ready", ports);
            assertThat(it.at("/spec/template/metadata/annotations/prometheus.io~1port")
                            .stringValue())
                    .isEqualTo(String.valueOf(ports.get("monitor")));
        });
    }

    private static void assertProbe(JsonNode container, String probe, String path, Map<String, Integer> ports) {
        JsonNode request = container.at("/" + probe + "/httpGet");
        assertThat(request.get("path").stringValue()).isEqualTo(path);
        assertThat(ports).containsKey(request.get("port").stringValue());
    }

    @Test
    void what_a_deployment_mounts_and_reads_its_settings_from_is_there() throws IOException {
        List<String> claims = names(ofKind("PersistentVolumeClaim"));
        List<String> configs = names(ofKind("ConfigMap"));
        for (JsonNode deployment : ofKind("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.get("containers").get(0);
            List<String> volumes = new ArrayList<>();
            pod.get("volumes").forEach(volume -> {
                volumes.add(volume.get("name").stringValue());
                if (volume.has("persistentVolumeClaim")) {
                    assertThat(claims)
                            .contains(volume.at("/persistentVolumeClaim/claimName")
                                    .stringValue());
                }
            });
            container
                    .get("volumeMounts")
                    .forEach(mount ->
                            assertThat(volumes).contains(mount.get("name").stringValue()));
            assertThat(configs)
                    .contains(container.at("/envFrom/0/configMapRef/name").stringValue());
        }
        Map<String, String> environment = new HashMap<>();
        ofKind("ConfigMap")
                .get(0)
                .get("data")
                .properties()
                .forEach(it -> environment.put(it.getKey(), it.getValue().stringValue()));
        assertThat(ClientSettingsReader.read(new Properties(), environment).bootstrapServers())
                .isEqualTo("kafka:9092");
    }

    @Test
    void the_number_of_workers_follows_a_metric_that_an_orchestrator_tells() throws Exception {
        JsonNode scaling = ofKind("ScaledObject").get(0);
        assertThat(names(ofKind("Deployment")))
                .contains(scaling.at("/spec/scaleTargetRef/name").stringValue());
        assertThat(scaling.at("/spec/minReplicaCount").intValue()).isZero();
        JsonNode trigger = scaling.at("/spec/triggers/0");
        assertThat(trigger.get("type").stringValue()).isEqualTo("prometheus");
        String query = trigger.at("/metadata/query").stringValue();
        assertThat(query).startsWith("max(");
        String series = query.substring("max(".length(), query.length() - 1);
        JsonNode worker = ofKind("Deployment").stream()
                .filter(it -> it.at("/metadata/name").stringValue().equals("trialstream-worker"))
                .findFirst()
                .orElseThrow();
        assertThat(worker.at("/spec/replicas").isMissingNode()).isTrue();
        assertThat(after(texts(worker.at("/spec/template/spec/containers/0/args")), "--slots"))
                .isEqualTo(trigger.at("/metadata/threshold").stringValue());
        assertThat(metricsOfAnOrchestrator()).contains("\n" + series + " NaN");
    }

    private static String metricsOfAnOrchestrator() throws Exception {
        Monitor monitor = new Monitor();
        monitor.port = 0;
        try (Orchestrator orchestrator =
                new Orchestrator(ClientSettings.of("127.0.0.1:1"), Topics.STANDARD, any -> true, Clock.systemUTC())) {
            monitor.watch(new Service("orchestrator", orchestrator::health, orchestrator));
            try (Monitor.Running running = monitor.start()) {
                return Scrape.of(running, "/metrics").text();
            }
        }
    }

    @Test
    void the_compose_file_names_commands_and_options_that_exist_and_the_image_that_is_made() throws IOException {
        JsonNode compose = Json.yaml().readTree(Files.readString(Cli.home().resolve("docker-compose.yml")));
        for (String service : List.of("orchestrator", "metrics-consumer", "worker")) {
            assertCommand(texts(compose.at("/services/" + service + "/command")));
        }
        assertThat(compose.at("/x-service/image").stringValue()).isEqualTo("${TRIALSTREAM_IMAGE:-" + image() + "}");
        List<String> health = texts(compose.at("/x-service/healthcheck/test"));
        assertThat(health).startsWith("CMD", "trialstream", "health").hasSize(4);
        assertThat(health.get(3)).endsWith(":" + after(texts(compose.at("/services/worker/command")), "--monitor"));
    }

    private static void assertCommand(List<String> words) {
        String help = Cli.run(words.get(0), "--help").out();
        assertThat(help).startsWith("Usage: trialstream " + words.get(0));
        assertThat(words)
                .filteredOn(word -> word.startsWith("--"))
                .allSatisfy(option -> assertThat(help).contains(" " + option + "="));
    }

    @Test
    void the_image_is_tagged_with_the_version_that_the_command_prints() throws IOException {
        assertThat(Cli.run("--version").out().strip()).isEqualTo("trialstream " + Version.current());
        assertThat(Files.readString(Cli.home().resolve("deploy/image")))
                .contains("version=$(./trialstream --version)", "tag=${1:-${version/ /:}}");
        assertThat(Files.readString(Cli.home().resolve("docs/services.md"))).contains("`" + image() + "`");
    }

    /** The tag that {@code deploy/image} gives by default. */
    private static String image() {
        return "trialstream:" + Version.current();
    }

    private static int user() throws IOException {
        String user = Files.readAllLines(Cli.home().resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("USER "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(user.substring("USER ".length(), user.indexOf(':')));
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }

    private static List<String> names(List<JsonNode> manifests) {
        return manifests.stream()
                .map(it -> it.at("/metadata/name").stringValue())
                .toList();
    }

    private static List<JsonNode> ofKind(String kind) throws IOException {
        return manifests().stream()
                .filter(it -> it.get("kind").stringValue().equals(kind))
                .toList();
    }

    private static List<JsonNode> manifests() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String file : texts(read("kustomization.yaml").get(0).get("resources"))) {
            all.addAll(read(file));
        }
        return all;
    }

    private static List<JsonNode> read(String file) throws IOException {
        return Stream.of(Files.readString(KUBERNETES.resolve(file)).split("\n---\n", -1))
                .map(Json.yaml()::readTree)
                .toList();
    }

    private static List<String> texts(JsonNode words) {
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add(word.stringValue()));
        return all;
    }
}
