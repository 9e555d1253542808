package dev.trialstream.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.protocol.message.Messages;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Workers that speak HTTP alone, against a real broker, judge and two orchestrators. */
class AskTellTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Studio studio;
    private static Http one;
    private static Http two;
    private static final AtomicInteger NAMES = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        studio = Studio.start(folder);
        one = studio.orchestrator();
        two = studio.orchestrator();
    }

    @AfterAll
    static void end() {
        studio.close();
    }

    @Test
    void a_function_is_tuned_to_its_end_whichever_orchestrator_is_asked() {
        String study = create("'budget': {'trials': 12}, 'objective': {'metric': 'loss', 'at': 'last'}");
        for (int i = 0; i < 12; i++) {
            Http asked = i % 2 == 0 ? one : two;
            Http told = i % 3 == 0 ? one : two;
            JsonNode given =
                    asked.post("/v1/studies/" + study + "/ask?wait=10s", "").json();
            double x = given.get("parameters").get("x").doubleValue();
            Http.Answer end = told.post(
                    trial(given) + "/tell",
                    "{'attempt': 1, 'state': 'completed', 'metrics': {'loss': " + (x - 2) * (x - 2) + "}}");
            assertThat(end.status()).as(end.text()).isEqualTo(200);
        }
        await().atMost(SOON).until(() -> state(study).equals("completed"));
        JsonNode answer = two.get("/v1/studies/" + study).json();
        assertThat(answer.get("trials").get("completed").intValue()).isEqualTo(12);
        JsonNode best = one.get("/v1/studies/" + study + "/best").json();
        assertThat(best.get("trial")).isEqualTo(answer.get("best").get("trial"));
        assertThat(best.get("status").stringValue()).isEqualTo("promoted");
        Http.Answer late = one.post("/v1/studies/" + study + "/ask", "");
        assertThat(late.status()).isEqualTo(410);
        assertThat(one.post("/v1/studies/" + study + "/extend", "{'trials': 5}").status())
                .isEqualTo(409);
    }

    @Test
    void weak_trials_are_told_to_stop_and_may_still_say_farewell() {
        String study = create("'budget': {'trials': 40, 'epochs': 20}, 'stopping': {'rule': 'median', 'warmup': 0,"
                + " 'min_trials': 2}, 'objective': {'metric': 'loss', 'at': 'last'}");
        for (int good = 0; good < 3; good++) {
            JsonNode given = ask(study);
            epoch(given, 1, 0.1);
            epoch(given, 2, 0.1);
        }
        JsonNode weak = ask(study);
        epoch(weak, 1, 9);
        await().atMost(SOON).until(() -> beat(weak).field("decision").equals("stop"));
        await("the other orchestrator reads it too")
                .atMost(SOON)
                .until(() -> one.get(trial(weak)).field("state").equals("stopped"));
        assertThat(epoch(weak, 2, 9).field("decision")).isEqualTo("stop");
        assertThat(tell(weak, "completed").field("state")).isEqualTo("stopped");
    }

    @Test
    void a_trial_of_which_nothing_is_heard_is_given_to_someone_else_with_what_was_reported() {
        String study = create("'trainer': {'type': 'external', 'lease': '2s'}, 'budget': {'trials': 1}");
        JsonNode first = ask(study);
        assertThat(one.post(
                                trial(first) + "/epochs",
                                "{'attempt': 1, 'epoch': 1, 'metrics': {'loss': 1}," + " 'checkpoint': 'mine/1'}")
                        .status())
                .isEqualTo(200);
        JsonNode second = two.post("/v1/studies/" + study + "/ask?wait=30s", "").json();
        assertThat(second.get("trial")).isEqualTo(first.get("trial"));
        assertThat(second.get("attempt").intValue()).isEqualTo(2);
        assertThat(second.get("resume").get("epoch").intValue()).isEqualTo(1);
        assertThat(second.get("resume").get("checkpoint").stringValue()).isEqualTo("mine/1");
        for (String call : List.of("/epochs", "/heartbeat", "/tell")) {
            String body = call.equals("/epochs")
                    ? "{'attempt': 1, 'epoch': 2, 'metrics': {'loss': 1}}"
                    : call.equals("/tell") ? "{'attempt': 1, 'state': 'completed'}" : "{'attempt': 1}";
            Http.Answer stale = one.post(trial(first) + call, body);
            assertThat(stale.status()).as(call).isEqualTo(409);
            assertThat(stale.field("field")).isEqualTo("attempt");
        }
        assertThat(tell(second, "completed").status()).isEqualTo(200);
        assertThat(tell(second, "completed").status()).as("told already").isEqualTo(409);
    }

    @Test
    void what_would_not_count_is_refused_by_name() {
        String study = create("'budget': {'trials': 1, 'epochs': 9}, 'objective': {'metric': 'loss', 'at': 'last'}");
        JsonNode given = ask(study);
        epoch(given, 1, 0.5);
        assertThat(epoch(given, 1, 0.5).status()).as("said again").isEqualTo(200);

        Http.Answer other = epoch(given, 1, 0.4);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.field("field")).isEqualTo("epoch");
        assertThat(other.text()).contains("was reported before, with {loss=0.5}, which counts");

        String late = "{'attempt': 1, 'state': 'completed', 'metrics': {'loss': 0.03}}";
        Http.Answer dropped = one.post(trial(given) + "/tell", late);
        assertThat(dropped.status()).isEqualTo(409);
        assertThat(dropped.field("field")).isEqualTo("metrics.loss");
        assertThat(dropped.text()).contains("report it as epoch 2");

        epoch(given, 2, 0.03);
        assertThat(one.post(trial(given) + "/tell", late).field("state")).isEqualTo("completed");
        await().atMost(SOON).until(() -> state(study).equals("completed"));
        assertThat(one.get("/v1/studies/" + study + "/best").json().get("value").doubleValue())
                .isEqualTo(0.03);
    }

    @Test
    void a_command_that_is_acknowledged_is_obeyed_also_where_it_races_the_end_of_the_study() throws Exception {
        int obeyed = 0;
        int refused = 0;
        for (int race = 0; race < 24; race++) {
            String study = create("'budget': {'trials': 1, 'epochs': 9}");
            JsonNode given = ask(study);
            epoch(given, 1, 0.5);
            CompletableFuture<Http.Answer> telling = CompletableFuture.supplyAsync(() -> tell(given, "completed"));
            if (race % 3 == 0) {
                telling.get(); // the end of the study is a moment away
            }
            Http.Answer extended = two.post("/v1/studies/" + study + "/extend", "{'trials': 2}");
            assertThat(telling.get().status()).isEqualTo(200);
            if (extended.status() == 202) {
                obeyed++;
                assertThat(ask(study).get("number").intValue()).isEqualTo(2);
                assertThat(one.post("/v1/studies/" + study + "/stop", "").status())
                        .isEqualTo(202);
            } else {
                refused++;
                assertThat(extended.status()).as(extended.text()).isEqualTo(409);
                await().atMost(SOON).until(() -> state(study).equals("completed"));
            }
        }
        assertThat(obeyed + refused).isEqualTo(24);
    }

    @Test
    void a_heartbeat_keeps_a_trial_for_longer_than_its_lease() {
        String study = create("'trainer': {'type': 'external', 'lease': '3s'}, 'budget': {'trials': 1}");
        JsonNode given = ask(study);
        await().during(Duration.ofSeconds(7))
                .atMost(Duration.ofSeconds(9))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> beat(given).status() == 200);
        assertThat(two.post("/v1/studies/" + study + "/ask", "").status()).isEqualTo(204);
    }

    @Test
    void a_key_whose_trial_went_to_someone_else_is_another_ask_and_one_whose_trial_has_ended_is_refused() {
        String study = create("'trainer': {'type': 'external', 'lease': '1s'}, 'budget': {'trials': 1}");
        String asking = "/v1/studies/" + study + "/ask?wait=20s";
        JsonNode lost = one.post(asking, "", "Idempotency-Key", "k").json();
        await("a client that says nothing loses its trial")
                .atMost(SOON)
                .until(() -> !one.get(trial(lost)).field("state").equals("running"));
        assertThat(beat(lost).status()).isEqualTo(409);
        JsonNode again = one.post(asking, "", "Idempotency-Key", "k").json();
        assertThat(again.get("trial")).isEqualTo(lost.get("trial"));
        assertThat(again.get("attempt").intValue()).isEqualTo(2);
        assertThat(tell(again, "failed").status()).isEqualTo(200);
        Http.Answer spent = one.post(asking, "", "Idempotency-Key", "k");
        assertThat(spent.status()).isIn(409, 410);
    }

    @Test
    void an_attempt_that_starts_again_withdraws_the_epochs_of_the_one_before() {
        String study = create("'attempts': {'failed': 2}, 'budget': {'trials': 1, 'epochs': 9}");
        JsonNode first = ask(study);
        epoch(first, 1, 0.5);
        epoch(first, 2, 0.01);
        tell(first, "failed");
        JsonNode again = ask(study);
        assertThat(again.get("attempt").intValue()).isEqualTo(2);
        assertThat(again.get("resume").get("epoch").intValue()).isEqualTo(2);
        Http.Answer alone =
                two.post(trial(again) + "/tell", "{'attempt': 2, 'state': 'completed', 'metrics': {'loss': 0.3}}");
        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.text()).contains("as epoch 3, or as epoch 1 if this attempt began anew");

        assertThat(epoch(again, 1, 0.4).status()).isEqualTo(200);
        assertThat(epoch(again, 1, 0.4).status()).isEqualTo(200);
        assertThat(epoch(again, 1, 0.3).status()).as("the first report counts").isEqualTo(409);
        assertThat(epoch(again, 3, 0.3).status()).as("epoch 2 is gone").isEqualTo(400);
        assertThat(epoch(again, 2, 0.35).status()).isEqualTo(200);
        assertThat(tell(again, "completed").status()).isEqualTo(200);
        await().atMost(SOON).until(() -> state(study).equals("completed"));
        JsonNode best = one.get("/v1/studies/" + study + "/best").json();
        assertThat(best.get("value").doubleValue()).isEqualTo(0.375);
    }

    private static long events(String study) {
        AtomicInteger events = new AtomicInteger();
        TopicScan.of(studio.settings(), studio.topics().events(), study, record -> {
            if (Messages.readEvent(record.value()).study().equals(study)) {
                events.incrementAndGet();
            }
        });
        return events.get();
    }

    @Test
    void where_there_is_nothing_to_do_whoever_asks_leaves_no_trace_in_the_log() {
        String study = create("'budget': {'trials': 3, 'parallel': 1}");
        assertThat(ask(study).get("number").intValue()).isEqualTo(1);
        long before = events(study);
        for (int i = 0; i < 5; i++) {
            assertThat(one.post("/v1/studies/" + study + "/ask", "").status()).isEqualTo(204);
        }
        assertThat(one.post("/v1/studies/" + study + "/ask?wait=1s", "").status())
                .isEqualTo(204);
        assertThat(events(study)).isEqualTo(before);
    }

    @Test
    void asking_again_under_one_key_gives_the_same_trial() {
        String study = create("'budget': {'trials': 2}");
        Http.Answer first = one.post("/v1/studies/" + study + "/ask", "", "Idempotency-Key", "k");
        Http.Answer again = two.post("/v1/studies/" + study + "/ask", "", "Idempotency-Key", "k");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(one.post("/v1/studies/" + study + "/ask", "", "Idempotency-Key", "l")
                        .text())
                .isNotEqualTo(first.text());
        assertThat(one.post("/v1/studies/" + study + "/ask", "", "Idempotency-Key", "m")
                        .status())
                .isEqualTo(204);
        tell(first.json(), "failed");
        assertThat(one.post("/v1/studies/" + study + "/extend", "{'trials': 1}").status())
                .isEqualTo(202);
        assertThat(one.post("/v1/studies/" + study + "/ask", "", "Idempotency-Key", "m")
                        .status())
                .as("a key that got nothing may ask again")
                .isEqualTo(200);
    }

    @Test
    void ten_who_ask_at_once_get_ten_trials() {
        String study = create("'budget': {'trials': 60}");
        ask(study);
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<JsonNode>> asks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Http http = i % 2 == 0 ? one : two;
                asks.add(CompletableFuture.supplyAsync(() -> {
                    long began = System.nanoTime();
                    JsonNode given =
                            http.post("/v1/studies/" + study + "/ask", "").json();
                    synchronized (millis) {
                        millis.add((System.nanoTime() - began) / 1_000_000);
                    }
                    return given;
                }));
            }
            Set<String> trials = new HashSet<>();
            asks.forEach(ask -> trials.add(ask.join().get("trial").stringValue()));
            assertThat(trials).hasSize(10);
        }
        millis.sort(null);
        System.out.println(
                "ask, 10 at once: median " + millis.get(25) + " ms, 98th percentile " + millis.get(48) + " ms");
    }

    @Test
    void a_study_is_paused_resumed_stopped_and_deleted() {
        String study = create("'budget': {'trials': 9}");
        JsonNode given = ask(study);
        assertThat(one.post("/v1/studies/" + study + "/pause", "").status()).isEqualTo(202);
        await().atMost(SOON).until(() -> state(study).equals("paused"));
        await().atMost(SOON).until(() -> beat(given).text().contains("pause"));
        assertThat(one.post("/v1/studies/" + study + "/ask", "").status()).isEqualTo(204);
        assertThat(one.post("/v1/studies/" + study + "/resume", "").status()).isEqualTo(202);
        JsonNode again = one.post("/v1/studies/" + study + "/ask?wait=10s", "").json();
        assertThat(again.get("trial")).isEqualTo(given.get("trial"));
        assertThat(again.get("attempt").intValue()).isEqualTo(2);
        assertThat(one.post("/v1/studies/" + study + "/enqueue", "{'parameters': {'x': 4.5}}")
                        .status())
                .isEqualTo(202);
        assertThat(ask(study).get("parameters").get("x").doubleValue()).isEqualTo(4.5);
        assertThat(one.post("/v1/studies/" + study + "/stopping", "{'stopping': {'rule': 'none'}}")
                        .status())
                .isEqualTo(202);
        assertThat(one.post("/v1/studies/" + study + "/stop", "").status()).isEqualTo(202);
        await().atMost(SOON).until(() -> epoch(again, 1, 1).field("decision").equals("stop"));
        JsonNode other =
                one.get("/v1/studies/" + study + "/trials").json().get("trials").get(1);
        await().atMost(SOON).until(() -> beat(other).field("decision").equals("stop"));
        await().atMost(SOON).until(() -> state(study).equals("stopped"));
        assertThat(one.delete("/v1/studies/" + study).status()).isEqualTo(202);
        await().atMost(SOON).until(() -> two.get("/v1/studies/" + study).status() == 404);
        await("the other orchestrator reads it too")
                .atMost(SOON)
                .until(() -> !one.get("/v1/studies").text().contains("\"" + study + "\""));
        assertThat(one.post("/v1/studies", body(study, "'budget': {'trials': 9}"))
                        .status())
                .as("the name is taken for good")
                .isEqualTo(409);
    }

    @Test
    void a_client_that_leaves_while_it_waits_gets_no_trial_and_costs_none_an_attempt() throws Exception {
        String study = create("'trainer': {'type': 'external', 'lease': '60s'}, 'budget': {'trials': 1}");
        JsonNode held = ask(study);
        for (Departure departure : Departure.values()) {
            for (String headers : List.of("", "Idempotency-Key: " + departure + "\r\n")) {
                departure.of(one, "/v1/studies/" + study + "/ask?wait=30s", headers);
            }
        }
        one.post("/v1/studies/" + study + "/extend", "{'trials': 6}");
        Set<Integer> numbers = new HashSet<>();
        for (int trial = 2; trial <= 7; trial++) {
            JsonNode given = ask(study);
            numbers.add(given.get("number").intValue());
            epoch(given, 1, 0.5);
            assertThat(tell(given, "completed").field("state")).isEqualTo("completed");
        }
        assertThat(numbers).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
        assertThat(tell(held, "completed").status()).isEqualTo(400);
        assertThat(tell(held, "failed").status()).isEqualTo(200);
        await().atMost(SOON).until(() -> state(study).equals("completed"));
        JsonNode counts = two.get("/v1/studies/" + study).json().get("trials");
        assertThat(counts.get("completed").intValue()).isEqualTo(6);
        assertThat(counts.get("failed").intValue()).isEqualTo(1);
    }

    /** How a client leaves a server that it waits for. */
    private enum Departure {
        CLOSE,
        RESET,
        HALF_CLOSE;

        /** Sends a POST without a body, and leaves once the server waits. */
        void of(Http server, String path, String headers) throws Exception {
            URI address = URI.create(server.base());
            Socket socket = new Socket(address.getHost(), address.getPort());
            String request = "POST " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n" + headers
                    + "Content-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(500);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .as("it waits")
                    .isInstanceOf(SocketTimeoutException.class);
            if (this == HALF_CLOSE) {
                socket.shutdownOutput();
                return;
            }
            if (this == RESET) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        }
    }

    private static String create(String more) {
        String study = "s" + NAMES.incrementAndGet();
        Http.Answer created = one.post("/v1/studies", body(study, more));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        await().atMost(SOON).until(() -> two.get("/v1/studies/" + study).status() == 200);
        return study;
    }

    private static String body(String study, String more) {
        String trainer = more.contains("'trainer'") ? "" : "'trainer': {'type': 'external'}, ";
        String objective = more.contains("'objective'") ? "" : "'objective': {'metric': 'loss'}, ";
        return "{'study': '" + study + "', " + trainer + objective
                + "'space': {'x': {'type': 'float', 'min': -5, 'max': 5}}, " + more + "}";
    }

    private static JsonNode ask(String study) {
        Http.Answer answer = one.post("/v1/studies/" + study + "/ask?wait=10s", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static Http.Answer epoch(JsonNode given, int epoch, double loss) {
        return one.post(
                trial(given) + "/epochs",
                "{'attempt': " + given.get("attempt") + ", 'epoch': " + epoch + ", 'metrics': {'loss': " + loss + "}}");
    }

    private static Http.Answer beat(JsonNode given) {
        return two.post(trial(given) + "/heartbeat", "{'attempt': " + given.get("attempt") + "}");
    }

    private static Http.Answer tell(JsonNode given, String state) {
        return two.post(trial(given) + "/tell", "{'attempt': " + given.get("attempt") + ", 'state': '" + state + "'}");
    }

    private static String trial(JsonNode given) {
        return "/v1/trials/" + given.get("trial").stringValue();
    }

    private static String state(String study) {
        return two.get("/v1/studies/" + study).field("state");
    }
}
