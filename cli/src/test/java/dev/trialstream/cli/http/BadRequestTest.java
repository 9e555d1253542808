package dev.trialstream.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.PretendedWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid HTTP requests: each is refused with a reason that names the field, and the next valid request succeeds. */
class BadRequestTest {
    private static final String SPACE = "'space': {'x': {'type': 'float', 'min': -5, 'max': 5}}";

    @TempDir
    static Path folder;

    private static Studio studio;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        studio = Studio.start(folder);
        http = studio.orchestrator();
    }

    @AfterAll
    static void end() {
        studio.close();
    }

    private record Bad(String path, String body, int status, String complaint) {}

    @Test
    void each_is_refused_by_its_field_and_the_server_goes_on() throws Exception {
        assertThat(http.post("/v1/studies", study("good", "")).status()).isEqualTo(201);
        assertThat(http.post("/v1/studies/good/ask?wait=10s", "").field("trial"))
                .isEqualTo("good.1");
        assertThat(http.get("/v1").text()).contains("\"name\":\"tpe\"").contains("\"name\":\"asha_promote\"");
        List<Bad> bad = new ArrayList<>(studies());
        bad.addAll(commands());
        bad.addAll(reports());
        for (Bad it : bad) {
            Http.Answer answer = http.post(it.path(), it.body());
            assertThat(answer.status())
                    .as(it + " was answered " + answer.text())
                    .isEqualTo(it.status());
            String field = answer.json().has("field") ? answer.field("field") + ": " : "";
            assertThat(field + answer.field("error")).as(it.body()).startsWith(it.complaint());
        }
        assertThat(bad).hasSizeGreaterThan(40);
        assertThat(http.post("/v1/studies", "{'study': '" + "x".repeat(1_100_000) + "'}")
                        .status())
                .isEqualTo(413);
        assertThat(http.get("/v1/studies/none").status()).isEqualTo(404);
        assertThat(http.get("/v1/studies/good/best").status()).isEqualTo(404);
        assertThat(http.get("/v1/trials/good.77").status()).isEqualTo(404);
        assertThat(http.get("/v1/trials/..%2f..").status()).isIn(400, 404);
        assertThat(http.get("/nothing").status()).isEqualTo(404);
        assertThat(http.put("/v1/studies", "{}").status()).isEqualTo(405);
        for (Http.Answer none : List.of(
                http.put("/v1/studies", "{}"),
                http.get("/nothing"),
                new Http(http.base(), null).put("/v1/studies/" + "x".repeat(9000), "{}"),
                http.post("/v1/studies", "x".repeat(1_100_000)))) {
            assertThat(none.field("error")).as(none.text()).isNotEmpty();
        }
        Http.Answer key = http.post("/v1/studies/good/ask", "", "Idempotency-Key", "a b");
        assertThat(key.status()).isEqualTo(400);
        assertThat(key.field("field")).isEqualTo("Idempotency-Key");
        Http.Answer end =
                http.post("/v1/trials/good.1/tell", "{'attempt': 1, 'state': 'completed', 'metrics': {'loss': 1}}");
        assertThat(end.text()).contains("completed");
    }

    @Test
    void a_key_that_was_used_for_another_body_is_refused() throws Exception {
        String[] key = {"Idempotency-Key", "once"};
        assertThat(http.post("/v1/studies", study("keyed", ""), key).status()).isEqualTo(201);
        assertThat(http.post("/v1/studies", study("keyed", ""), key).status()).isEqualTo(201);
        Http.Answer other = http.post("/v1/studies", study("keyed", ", 'budget': {'trials': 7}"), key);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.field("field")).isEqualTo("Idempotency-Key");

        assertThat(http.post("/v1/studies/keyed/extend", "{'trials': 1}", key).status())
                .isEqualTo(202);
        assertThat(http.post("/v1/studies/keyed/extend", "{'trials': 1}", key).status())
                .isEqualTo(202);
        assertThat(http.post("/v1/studies/keyed/extend", "{'trials': 2}", key).field("field"))
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void a_parameter_of_a_query_that_would_be_ignored_is_refused() {
        assertThat(http.get("/v1/studies?limit=5").field("field")).isEqualTo("limit");
        Http.Answer misspelt = http.post("/v1/studies/good/ask?wiat=1s", "");
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.field("error")).isEqualTo("there is no such parameter of a query here; expected wait");
    }

    @Test
    void what_is_no_number_in_json_is_explained_without_settings_of_a_library() {
        for (String number : List.of("NaN", "-Infinity", "Infinity")) {
            String said = http.post(
                            "/v1/trials/good.1/tell",
                            "{'attempt': 1, 'state': 'completed', 'metrics': {'loss': " + number + "}}")
                    .field("error");
            assertThat(said).doesNotContainIgnoringCase("feature").doesNotContain("enable");
        }
        assertThat(http.post("/v1/trials/good.1/epochs", "{'metrics': {'loss': NaN}}")
                        .field("error"))
                .isEqualTo(
                        "not JSON: NaN is no number there; leave out a metric that has no finite value, or tell a trial"
                                + " that diverged as failed");
    }

    @Test
    void a_study_that_can_go_nowhere_is_refused_at_the_door() throws Exception {
        Http.Answer nowhere = http.post("/v1/studies", study("nowhere", ", 'constraints': ['x > 1000']"));
        assertThat(nowhere.status()).isEqualTo(400);
        assertThat(nowhere.field("field")).isEqualTo("constraints");
        Http.Answer idle = http.post(
                "/v1/studies", study("idle", ", 'budget': {'epochs': 9}, 'stopping': {'rule': 'median', 'warmup': 9}"));
        assertThat(idle.status()).isEqualTo(400);
        assertThat(idle.field("field")).isEqualTo("stopping");
        assertThat(http.get("/v1/studies/nowhere").status()).isEqualTo(404);
    }

    @Test
    void a_trainer_that_none_of_the_workers_here_has_is_refused() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (PretendedWorker worker =
                new PretendedWorker(studio.settings(), studio.topics(), List.of("dl4j"), List.of())) {
            await("the worker's heartbeat has been read")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        worker.beat();
                        String number = "" + sent.incrementAndGet();
                        Http.Answer answer = http.post(
                                "/v1/studies",
                                "{'study': 'fly-" + number + "', 'trainer': {'type': 'own', 'name': 'fly'},"
                                        + " 'objective': {'metric': 'loss'}, " + SPACE + "}");
                        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                        assertThat(answer.field("field")).isEqualTo("trainer.name");
                        assertThat(answer.field("error"))
                                .isEqualTo("none of the workers here has a trainer fly, expected one of [dl4j]");
                    });
            assertThat(http.get("/v1/studies/fly-" + sent.get()).status()).isEqualTo(404);
        }
    }

    private static List<Bad> studies() {
        String path = "/v1/studies";
        return List.of(
                new Bad(path, "", 400, "body: expected a message as JSON, got nothing"),
                new Bad(path, "no JSON", 400, "body: not JSON"),
                new Bad(path, "[]", 400, "body: expected keys with values"),
                new Bad(path, "[".repeat(10_000), 400, "body: not JSON"),
                new Bad(path, study("good", ""), 409, "study: a study good exists already (running)"),
                new Bad(path, study("../x", ""), 400, "study: expected the id of a study: lower-case letters"),
                new Bad(path, study("a", ", 'wings': 2"), 400, "wings: unknown key"),
                new Bad(path, study("a", ", 'budget': {'trials': 0}"), 400, "budget.trials: expected"),
                new Bad(path, study("a", ", 'constraints': ['y < 1']"), 400, "constraints[0]: "),
                new Bad(path, study("a", ", 'fixed': {'x': 1}"), 400, "space.x: is in fixed as well"),
                new Bad(path, study("a", ", 'search': {'algorithm': 'luck'}"), 400, "search.algorithm: "),
                new Bad(path, "{'trainer': {'type': 'external'}}", 400, "space: expected the dimensions"),
                new Bad(path, "{'trainer': {'type': 'external'}, " + SPACE + "}", 400, "objective: expected"),
                new Bad(path, "{'trainer': {'type': 5}}", 400, "trainer.type: expected one of"),
                new Bad(path, "{'data': {'csv': 'a.csv'}}", 400, "data.target: expected"));
    }

    private static List<Bad> commands() {
        String good = "/v1/studies/good";
        return List.of(
                new Bad("/v1/studies/none/pause", "", 404, "study: there is no study none"),
                new Bad("/v1/studies/NONE/pause", "", 404, "study: there is no study NONE"),
                new Bad("/v1/studies/none/ask", "", 404, "study: there is no study none"),
                new Bad(good + "/ask?wait=long", "", 400, "wait: expected a duration of at most 60s"),
                new Bad(good + "/ask?wait=2h", "", 400, "wait: expected a duration of at most 60s"),
                new Bad(
                        good + "/extend",
                        "",
                        400,
                        "trials: expected a whole number from 1 to 1000000, but it is missing"),
                new Bad(good + "/extend", "{'trials': -3}", 400, "trials: expected a whole number from 1 to 1000000"),
                new Bad(good + "/extend", "{'study': 'other', 'trials': 3}", 400, "command: expected neither"),
                new Bad(good + "/extend", "[3]", 400, "body: expected keys with values"),
                new Bad(good + "/enqueue", "{}", 400, "parameters: expected names with values"),
                new Bad(
                        good + "/enqueue",
                        "{'parameters': {'x': 9}}",
                        400,
                        "parameters.x: expected a number from -5.0"),
                new Bad(good + "/enqueue", "{'parameters': {'y': 9}}", 400, "parameters.y: not in the space"),
                new Bad(good + "/enqueue", "{'parameters': {'x': null}}", 400, "parameters.x: expected a value"),
                new Bad(good + "/stopping", "{}", 400, "stopping: expected a rule"),
                new Bad(good + "/stopping", "{'stopping': {'rule': 'mood'}}", 400, "stopping.rule: expected one of"),
                new Bad(good + "/pause", "{'why': 1}", 400, "why: unknown key"));
    }

    private static List<Bad> reports() {
        String trial = "/v1/trials/good.1";
        return List.of(
                new Bad("/v1/trials/none/epochs", "{'attempt': 1}", 404, "trial: there is no trial none"),
                new Bad("/v1/trials/good.99/heartbeat", "{'attempt': 1}", 404, "trial: there is no trial good.99"),
                new Bad("/v1/trials/good.-1/tell", "{'attempt': 1}", 404, "trial: there is no trial good.-1"),
                new Bad("/v1/trials/good.99999999999/tell", "{'attempt': 1}", 404, "trial: there is no trial"),
                new Bad(trial + "/epochs", "", 400, "body: expected a message as JSON, got nothing"),
                new Bad(trial + "/epochs", "{'epoch': 1}", 400, "attempt: expected a whole number of at least 1"),
                new Bad(trial + "/epochs", "{'attempt': 1, 'metrics': {'loss': 1}}", 400, "epoch: expected"),
                new Bad(trial + "/epochs", epoch(2, "'loss': 1"), 400, "epoch: expected at most 1, got 2"),
                new Bad(trial + "/epochs", epoch(1, "'other': 1"), 400, "metrics.loss: expected the metric"),
                new Bad(trial + "/epochs", epoch(1, "'loss': 'low'"), 400, "metrics.loss: expected a finite number"),
                new Bad(trial + "/epochs", epoch(1, "'loss': NaN"), 400, "body: not JSON"),
                new Bad(trial + "/epochs", epoch(1, "'loss': 1e999"), 400, "metrics.loss: expected a finite number"),
                new Bad(trial + "/epochs", epoch(1, "'a b': 1"), 400, "metrics.a b: expected as name of a metric"),
                new Bad(
                        trial + "/epochs",
                        "{'attempt': 7, 'epoch': 1, 'metrics': {'loss': 1}}",
                        409,
                        "attempt: attempt 7"),
                new Bad(trial + "/heartbeat", "{}", 400, "attempt: expected a whole number"),
                new Bad(trial + "/heartbeat", "{'attempt': '1'}", 400, "attempt: expected a whole number"),
                new Bad(trial + "/heartbeat", "{'attempt': 1, 'x': 1}", 400, "x: unknown key"),
                new Bad(trial + "/tell", "{'attempt': 1}", 400, "state: expected one of completed, failed"),
                new Bad(trial + "/tell", "{'attempt': 1, 'state': 'bored'}", 400, "state: expected one of"),
                new Bad(trial + "/tell", "{'attempt': 1, 'state': 'completed'}", 400, "metrics.loss: expected"));
    }

    private static String epoch(int epoch, String metrics) {
        return "{'attempt': 1, 'epoch': " + epoch + ", 'metrics': {" + metrics + "}}";
    }

    private static String study(String id, String more) {
        return "{'study': '" + id + "', 'trainer': {'type': 'external'}, 'objective': {'metric': 'loss'}, " + SPACE
                + more + "}";
    }
}
