package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trialstream.cli.broker.EmbeddedBroker;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.hook.Hook;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A broker, an orchestrator and a judge in this process; the test itself trains, over HTTP. */
final class Cluster implements AutoCloseable {
    /** Errors of the trials after their first epoch, by trial number. */
    private static final double[] ERRORS = {0, 0.5, 0.2, 0.3};

    private final EmbeddedBroker broker;
    private final Orchestrator orchestrator;
    private final MetricsConsumer judge;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String at;

    Cluster(Path folder) throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        assertThat(run("topics", "apply").exitCode()).isZero();
        orchestrator = new Orchestrator(settings(), Topics.STANDARD, any -> true, Clock.systemUTC());
        judge = new MetricsConsumer(
                settings(), Topics.STANDARD, MetricsConsumerOptions.in(folder.resolve("streams")), Clock.systemUTC());
        judge.start();
        orchestrator.start();
        int port = orchestrator.serve(new HttpOptions(HttpOptions.LOOPBACK, 0, null, null, null), () -> true);
        at = "http://" + HttpOptions.LOOPBACK + ":" + port + "/v1/";
    }

    /** Enables hooks; waits until events from now on are sent. */
    void tell(List<Hook> hooks) {
        orchestrator.tell(hooks);
        try (Admin admin = Admin.create(settings().admin())) {
            Awaitility.await("the hooks have their partitions")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> isReady(admin));
        }
    }

    private static boolean isReady(Admin admin) throws Exception {
        return admin
                        .listConsumerGroupOffsets(Groups.hooks(Topics.STANDARD))
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .keySet()
                        .stream()
                        .map(TopicPartition::topic)
                        .distinct()
                        .count()
                == 2;
    }

    ClientSettings settings() {
        return ClientSettings.of(broker.bootstrapServers());
    }

    /** A command line on this cluster. */
    Cli run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        return Cli.run(all.toArray(String[]::new));
    }

    /** Output of a command that must not fail. */
    JsonNode json(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        Cli ran = run(all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return Json.json().readTree(ran.out());
    }

    /** Trains trials of an external study, two epochs each, until {@code trials} are done. */
    void train(String study, int trials) throws Exception {
        for (int i = 0; i < trials; i++) {
            JsonNode given = post("studies/" + study + "/ask?wait=10s", "");
            String trial = given.get("trial").stringValue();
            double error = ERRORS[given.get("number").intValue() % ERRORS.length];
            for (int epoch = 1; epoch <= 2; epoch++) {
                post("trials/" + trial + "/epochs", """
                        {"attempt": 1, "epoch": %d, "metrics": {"error": %s}}""".formatted(epoch, error / epoch));
            }
            post("trials/" + trial + "/tell", """
                    {"attempt": 1, "state": "completed"}""");
        }
    }

    private JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(at + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return Json.json().readTree(answer.body());
    }

    @Override
    public void close() {
        judge.close();
        orchestrator.close();
        broker.close();
    }
}
