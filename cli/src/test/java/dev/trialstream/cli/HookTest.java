package dev.trialstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.trialstream.orchestrator.hook.HooksFile;
import dev.trialstream.protocol.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hooks on a real pipeline: a server that refuses at first, and a program. */
class HookTest {
    private static final String STUDY = """
            study: hooked
            trainer: {type: external}
            objective: {metric: error}
            space: {x: {type: float, min: 0, max: 1}, layers: {type: int, min: 1, max: 3}}
            budget: {trials: 2, epochs: 2}
            """;

    @TempDir
    Path folder;

    @Test
    void bests_and_ends_are_told_until_they_are_taken() throws Exception {
        List<JsonNode> posted = new CopyOnWriteArrayList<>();
        List<Integer> answers = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tuned", exchange -> {
            JsonNode news = Json.json().readTree(exchange.getRequestBody().readAllBytes());
            int status = answers.isEmpty() ? 503 : 204;
            answers.add(status);
            if (status == 204) {
                posted.add(news);
            }
            assertThat(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                    .isEqualTo(news.get("id").stringValue());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        Path told = folder.resolve("told");
        String hooks = """
                hooks:
                  - on: [best, promoted, completed]
                    post: http://127.0.0.1:%d/tuned
                  - on: [completed]
                    run: [tee, "%s-{study}-{event}"]
                """.formatted(server.getAddress().getPort(), told);
        try (Cluster cluster = new Cluster(folder)) {
            cluster.tell(HooksFile.parse(hooks, Map.of()));
            cluster.json(
                    "study",
                    "submit",
                    Files.writeString(folder.resolve("study.yaml"), STUDY).toString());
            cluster.train("hooked", 2);
            Path file = folder.resolve("told-hooked-completed");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file) && Files.size(file) > 0);
            assertThat(Json.json()
                            .readTree(Files.readString(file, UTF_8))
                            .get("event")
                            .stringValue())
                    .isEqualTo("completed");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> posted.stream()
                            .map(news -> news.get("event").stringValue())
                            .toList()
                            .containsAll(List.of("best", "promoted", "completed")));
        } finally {
            server.stop(0);
        }
        assertThat(answers).startsWith(503, 204);
        JsonNode promoted = posted.stream()
                .filter(news -> news.get("event").stringValue().equals("promoted"))
                .findFirst()
                .orElseThrow();
        assertThat(promoted.get("study").stringValue()).isEqualTo("hooked");
        assertThat(promoted.get("best").get("parameters").has("x")).isTrue();
    }
}
