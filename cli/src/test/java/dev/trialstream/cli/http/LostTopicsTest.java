package dev.trialstream.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.trialstream.cli.SharedBroker;
import dev.trialstream.metrics.MetricsConsumer;
import dev.trialstream.metrics.MetricsConsumerOptions;
import dev.trialstream.orchestrator.Orchestrator;
import dev.trialstream.orchestrator.hook.HooksFile;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.Groups;
import dev.trialstream.protocol.kafka.Positions;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.TopicProvisioner;
import dev.trialstream.protocol.kafka.Topics;
import dev.trialstream.protocol.message.Position;
import dev.trialstream.protocol.service.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the services say and do where topics, parts of them or offsets are gone, as an operator or a broker may do it. */
class LostTopicsTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final ClientSettings settings = SharedBroker.settings();
    private final Topics topics = SharedBroker.topics();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Admin admin;
    private int judges;

    @BeforeEach
    void prepare() {
        admin = opened(Admin.create(settings.admin()));
        new TopicProvisioner(admin).prepare(topics);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    @Test
    void a_judge_whose_memory_is_lost_reads_the_history_again() throws Exception {
        Http http = served(orchestrator());
        MetricsConsumer judge = judge();
        await().atMost(SOON).until(judge::isRunning);
        create(
                http,
                "s",
                "'stopping': {'rule': 'asha', 'min': 1, 'reduction': 2}, 'budget': {'trials': 60, 'epochs': 3}");
        for (int trial = 0; trial < 40; trial++) {
            JsonNode given = ask(http, "s");
            report(http, given, 1, 0.001 * (40 - trial));
            tell(http, given);
        }
        String changelog = Groups.judge(topics) + "-studies-changelog";
        await().atMost(SOON).until(() -> judge.health().ready());
        admin.deleteTopics(List.of(changelog)).all().get();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(judge.health().ready()).isFalse();
            assertThat(judge.health().state()).contains(changelog + " is gone");
        });
        judge.close();

        MetricsConsumer again = judge();
        await().atMost(SOON).until(again::isRunning);
        JsonNode weak = ask(http, "s");
        report(http, weak, 1, 9);
        await("the others are known again")
                .atMost(SOON)
                .until(() -> http.post(trial(weak) + "/heartbeat", "{'attempt': 1}")
                        .text()
                        .contains("stop"));
    }

    @Test
    void a_topic_that_is_gone_is_no_green_and_made_again_it_is() throws Exception {
        Orchestrator orchestrator = orchestrator();
        served(orchestrator);
        await().atMost(SOON).until(() -> orchestrator.health().ready());
        for (String topic : List.of(topics.dispatch(TopicLayout.CPU), topics.summaries(), topics.studies())) {
            admin.deleteTopics(List.of(topic)).all().get();
            awaitTrouble(orchestrator::health, "topic " + topic + " is gone");
            new TopicProvisioner(admin).prepare(topics);
            await().atMost(SOON).until(() -> orchestrator.health().ready());
        }
    }

    @Test
    void a_history_whose_beginning_is_gone_is_an_alarm_unless_it_was_trimmed_on_purpose() throws Exception {
        Orchestrator orchestrator = orchestrator();
        Http http = served(orchestrator);
        MetricsConsumer judge = judge();
        create(http, "s", "'budget': {'trials': 2, 'epochs': 1}");
        for (int trial = 0; trial < 2; trial++) {
            JsonNode given = ask(http, "s");
            report(http, given, 1, 0.5);
            tell(http, given);
        }
        await().atMost(SOON)
                .until(() -> http.get("/v1/studies/s").field("state").equals("completed"));
        await().atMost(SOON)
                .until(() -> orchestrator.health().ready() && judge.health().ready());
        TopicPartition partition = new TopicProvisioner(admin)
                .beginnings(topics.events()).keySet().stream()
                        .filter(it -> end(it) > 3)
                        .findFirst()
                        .orElseThrow();
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                .all()
                .get();

        awaitTrouble(orchestrator::health, "the history " + partition + " begins at offset 3");
        awaitTrouble(judge::health, "the history " + partition + " begins at offset 3");

        try (Positions positions = new Positions(settings, topics, "test")) {
            positions.write(
                    new Position(Position.Kind.TRIMMED, partition.topic(), partition.partition(), 3, Instant.now()));
        }
        await().atMost(SOON)
                .until(() -> orchestrator.health().ready() && judge.health().ready());
    }

    @Test
    void hooks_go_on_where_they_stopped_although_their_group_has_forgotten_it() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        listener.start();
        parts.push(() -> listener.stop(0));
        MetricsConsumer judge = judge();
        await().atMost(SOON).until(judge::isRunning);
        String file = "hooks: [{on: [failed], post: \"http://127.0.0.1:"
                + listener.getAddress().getPort() + "/\"}]";
        Orchestrator telling = orchestrator();
        telling.tell(HooksFile.parse(file, Map.of()));
        Http http = served(telling);
        fail(http, "first");
        await().atMost(SOON).until(() -> told.stream().anyMatch(news -> news.contains("\"first\"")));
        telling.close();

        Orchestrator silent = orchestrator();
        fail(served(silent), "second");
        silent.close();
        await().atMost(SOON).ignoreExceptions().until(() -> {
            admin.deleteConsumerGroups(List.of(Groups.hooks(topics))).all().get();
            return true;
        });

        Orchestrator again = orchestrator();
        again.tell(HooksFile.parse(file, Map.of()));
        again.start();
        await().atMost(SOON).until(() -> told.stream().anyMatch(news -> news.contains("\"second\"")));
    }

    @Test
    void what_is_not_known_is_no_number() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        orchestrator().bindTo(registry);
        assertThat(registry.find("trialstream.slots.wanted").gauges()).isNotEmpty();
        assertThat(registry.getMeters())
                .filteredOn(Gauge.class::isInstance)
                .allSatisfy(meter -> assertThat(((Gauge) meter).value())
                        .as(meter.getId().getName())
                        .isNaN());
    }

    private void awaitTrouble(Supplier<Health> health, String trouble) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health.get().ready()).isFalse();
            assertThat(health.get().live()).isTrue();
            assertThat(health.get().state()).contains(trouble);
        });
    }

    private long end(TopicPartition partition) {
        try {
            return admin.listOffsets(Map.of(partition, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Orchestrator orchestrator() {
        return opened(new Orchestrator(settings, topics, any -> true, Clock.systemUTC()));
    }

    private static Http served(Orchestrator orchestrator) {
        orchestrator.start();
        int port = orchestrator.serve(new HttpOptions(HttpOptions.LOOPBACK, 0, null, null, null), () -> true);
        return new Http("http://127.0.0.1:" + port, null);
    }

    private MetricsConsumer judge() {
        MetricsConsumer judge = opened(new MetricsConsumer(
                settings, topics, MetricsConsumerOptions.in(folder.resolve("streams-" + judges++)), Clock.systemUTC()));
        judge.start();
        return judge;
    }

    private <P extends AutoCloseable> P opened(P part) {
        parts.push(part);
        return part;
    }

    private static void create(Http http, String study, String more) {
        Http.Answer created = http.post(
                "/v1/studies",
                "{'study': '" + study + "', 'trainer': {'type': 'external'}, 'objective': {'metric': 'loss'},"
                        + " 'space': {'x': {'type': 'float', 'min': 0, 'max': 1}}, " + more + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    private static void fail(Http http, String study) {
        create(http, study, "'budget': {'trials': 1}");
        JsonNode given = ask(http, study);
        http.post(trial(given) + "/tell", "{'attempt': 1, 'state': 'failed'}");
        await().atMost(SOON)
                .until(() -> http.get("/v1/studies/" + study).field("state").equals("failed"));
    }

    private static JsonNode ask(Http http, String study) {
        Http.Answer answer = http.post("/v1/studies/" + study + "/ask?wait=20s", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static void report(Http http, JsonNode given, int epoch, double loss) {
        Http.Answer answer = http.post(
                trial(given) + "/epochs", "{'attempt': 1, 'epoch': " + epoch + ", 'metrics': {'loss': " + loss + "}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void tell(Http http, JsonNode given) {
        http.post(trial(given) + "/tell", "{'attempt': 1, 'state': 'completed'}");
    }

    private static String trial(JsonNode given) {
        return "/v1/trials/" + given.get("trial").stringValue();
    }
}
