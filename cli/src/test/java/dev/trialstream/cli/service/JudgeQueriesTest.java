package dev.trialstream.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.SharedBroker;
import dev.trialstream.cli.pipeline.Provisioning;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.metrics.query.Queries;
import dev.trialstream.metrics.query.QueryServer;
import dev.trialstream.policy.Policies;
import dev.trialstream.policy.stopping.Threshold;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Records;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Fact;
import dev.trialstream.protocol.message.HistoryEvent;
import dev.trialstream.protocol.message.Role;
import dev.trialstream.protocol.space.Parameters;
import dev.trialstream.protocol.study.Budget;
import dev.trialstream.protocol.study.Judging;
import dev.trialstream.protocol.study.Objective;
import dev.trialstream.protocol.study.SearchSpec;
import dev.trialstream.protocol.study.Study;
import dev.trialstream.protocol.study.TrainerSpec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Queries to several metrics-consumers, any of which answers for all. */
class JudgeQueriesTest {
    private static final int STUDIES = 8;
    private static final Topics TOPICS = SharedBroker.topics();

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void whoever_is_asked_answers_for_every_study_also_while_another_is_down() throws Exception {
        ClientSettings settings = SharedBroker.settings();
        Provisioning.prepare(settings, TOPICS);
        publish(settings);
        try (Instance one = new Instance(settings, folder.resolve("one"))) {
            Instance two = new Instance(settings, folder.resolve("two"));
            try {
                for (Instance each : List.of(one, two)) {
                    everyStudyIsKnownTo(each);
                }
                answersAreThoseOfTheStudy(two);
                two.fallSilent();
                everyStudyIsKnownTo(one);
                assertThat(copiesAskedOf(one))
                        .as("studies that the silent one still judges, answered from copies that may be behind")
                        .isPositive();
            } finally {
                two.close();
            }
            everyStudyIsKnownTo(one);
        }
    }

    private long copiesAskedOf(Instance instance) throws Exception {
        long behind = 0;
        for (int study = 1; study <= STUDIES; study++) {
            behind += instance.get("/q-" + study).behind() ? 1 : 0;
        }
        return behind;
    }

    private void everyStudyIsKnownTo(Instance instance) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(instance.get("").status()).isEqualTo(200);
            assertThat(instance.get("").body()).hasSize(STUDIES);
            for (int study = 1; study <= STUDIES; study++) {
                Reply reply = instance.get("/q-" + study);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body().path("trials").asInt(0)).isEqualTo(2);
                assertThat(reply.body().path("epochs").asInt(0)).isEqualTo(3);
            }
        });
    }

    private void answersAreThoseOfTheStudy(Instance instance) throws Exception {
        JsonNode summary = instance.get("/q-1").body();
        assertThat(summary.at("/best/trial").asString()).isEqualTo("q-1.1");
        assertThat(summary.at("/stopping/rule").asString()).isEqualTo("threshold");
        // the shadow stops the first one too, after its first epoch of two
        assertThat(summary.at("/shadows/0/cut").intValue()).isEqualTo(2);
        assertThat(summary.at("/shadows/0/epochs").intValue()).isEqualTo(2);
        JsonNode trials = instance.get("/q-1/trials").body();
        assertThat(trials).hasSize(2);
        assertThat(trials.at("/1/decision/type").asString()).isEqualTo("stop");
        assertThat(instance.get("/q-1/leaderboard").body().at("/0/trial").asString())
                .isEqualTo("q-1.1");
        assertThat(instance.get("/q-1/decisions").body()).hasSize(1);
        assertThat(instance.get("/q-1/diagnosis").body().at("/0/rule").asString())
                .isEqualTo("diverged");
        assertThat(instance.get("/q-1/trials/1/curve").body()).hasSize(2);
        assertThat(instance.get("/q-1/trials/9/curve").status()).isEqualTo(404);
        assertThat(instance.get("/q-1/trials/x/curve").status()).isEqualTo(404);
        assertThat(instance.get("/nowhere").status()).isEqualTo(404);
        assertThat(instance.get("/NO.where").status()).isEqualTo(404);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing the producer sends them
    private static void publish(ClientSettings settings) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer("test"))) {
            for (int i = 1; i <= STUDIES; i++) {
                String id = "q-" + i;
                List<Fact> facts = new ArrayList<>(List.of(new Fact.Accepted(study(id), Policies.VERSION)));
                for (int number = 1; number <= 2; number++) {
                    String trial = id + "." + number;
                    facts.add(new Fact.Requested(trial, number, Role.SEARCH, Parameters.none(), 1, "random"));
                    facts.add(new Fact.Dispatched(trial, 1, "cpu"));
                    facts.add(new Fact.Claimed(trial, 1, "w"));
                }
                facts.add(new Fact.Epoch(id + ".1", 1, "w", 1, Map.of("error", 0.4), 1, 1, "c"));
                facts.add(new Fact.Epoch(id + ".1", 1, "w", 2, Map.of("error", 0.3), 1, 1, "c"));
                facts.add(new Fact.Epoch(id + ".2", 1, "w", 1, Map.of("error", 0.9), 1, 1, "c"));
                facts.add(new Fact.Failed(id + ".2", 1, "w", "the loss is not finite"));
                facts.forEach(fact ->
                        producer.send(Records.event(TOPICS, HistoryEvent.of(id, Instant.EPOCH, "test", null, fact))));
            }
        }
    }

    private static Study study(String id) {
        return Study.of(Study.builder(
                        id,
                        TrainerSpec.replay("curves", 0),
                        new Objective("error", Objective.Direction.MINIMIZE, Objective.At.BEST),
                        new SearchSpec("random", 1),
                        new Threshold(null, 0.5, null, 1).spec(),
                        new Budget(2, 9, null, 2))
                .judging(new Judging(List.of(new Threshold(null, 0.35, null, 1).spec()), 0))
                .build());
    }

    private record Reply(int status, JsonNode body, boolean behind) {}

    private final class Instance implements AutoCloseable {
        private final MetricsConsumer judge;
        private final QueryServer server;

        Instance(ClientSettings settings, Path state) throws Exception {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            this.judge = new MetricsConsumer(
                    settings,
                    TOPICS,
                    MetricsConsumerOptions.in(state).answeringAt(new HostInfo("127.0.0.1", port)),
                    Clock.systemUTC());
            this.server = QueryServer.start("127.0.0.1", port, null, judge.queries(null));
            judge.start();
        }

        /** Behaves like an instance that has just died: it answers nothing, but the group still counts it. */
        void fallSilent() {
            server.close();
        }

        Reply get(String path) throws Exception {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/judge/studies" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    Json.json().readTree(response.body()),
                    response.headers().firstValue(Queries.BEHIND).isPresent());
        }

        @Override
        public void close() {
            server.close();
            judge.close();
        }
    }
}
