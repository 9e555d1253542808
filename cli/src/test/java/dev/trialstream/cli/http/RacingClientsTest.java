package dev.trialstream.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Fifty clients race for the trials of a few studies, and three at a time for the same trial. Whatever the API answers,
 * there must be an order of the calls in which a server that takes one at a time would have answered the same, and what
 * it acknowledged must be what counts in the end. The number of calls is a property, because a long run takes minutes.
 */
class RacingClientsTest {
    private static final int CALLS = Integer.getInteger("racing.calls", 1000);
    private static final int CLIENTS = 50;
    private static final int STUDIES = 5;
    private static final int EPOCHS = 3;
    private static final int ATTEMPTS = 2;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Queue<Linearization.Done>> ofTrials = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> extensions = new ConcurrentHashMap<>();
    private final Map<String, Queue<Double>> enqueued = new ConcurrentHashMap<>();
    private final Map<String, Queue<Double>> refused = new ConcurrentHashMap<>();
    private final Queue<JsonNode> held = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> given = new ConcurrentLinkedQueue<>();

    @Test
    void every_answer_is_that_of_some_order_and_what_is_acknowledged_counts() throws Exception {
        try (Studio studio = Studio.start(folder)) {
            Http http = studio.orchestrator();
            for (int study = 0; study < STUDIES; study++) {
                create(http, "race-" + study);
            }
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                SplittableRandom random = new SplittableRandom(client);
                ends.add(clients.submit(() -> {
                    while (calls.get() < CALLS) {
                        act(http, random);
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            clients.shutdown();
            int wrong = 0;
            for (Map.Entry<String, Queue<Linearization.Done>> trial : new TreeMap<>(ofTrials).entrySet()) {
                wrong += isRight(http, trial.getKey(), List.copyOf(trial.getValue())) ? 0 : 1;
            }
            assertThat(wrong).as("trials without a right order").isZero();
            for (int study = 0; study < STUDIES; study++) {
                checkCommands(http, "race-" + study);
            }
            System.out.println("racing: " + calls.get() + " calls of " + CLIENTS + " clients on " + ofTrials.size()
                    + " trials, 0 differences");
        }
    }

    private void create(Http http, String study) {
        Http.Answer created = http.post(
                "/v1/studies",
                "{'study': '" + study + "', 'trainer': {'type': 'external', 'lease': '10m'},"
                        + " 'objective': {'metric': 'loss'}, 'stopping': {'rule': 'none'}, 'search': {'algorithm':"
                        + " 'random'}, 'space': {'x': {'type': 'float', 'min': 0, 'max': 1}}, 'attempts': {'failed': "
                        + ATTEMPTS + "}, 'budget': {'trials': 10, 'epochs': " + EPOCHS + "}}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        extensions.put(study, new AtomicInteger());
        enqueued.put(study, new ConcurrentLinkedQueue<>());
        refused.put(study, new ConcurrentLinkedQueue<>());
    }

    private void act(Http http, SplittableRandom random) {
        int what = random.nextInt(20);
        JsonNode mine = held.peek();
        if (what < 4 || mine == null) {
            ask(http, "race-" + random.nextInt(STUDIES));
        } else if (what == 4) {
            command(http, "race-" + random.nextInt(STUDIES), random);
        } else {
            report(http, random);
        }
    }

    private void ask(Http http, String study) {
        long began = clock.incrementAndGet();
        Http.Answer answer = http.post("/v1/studies/" + study + "/ask", "");
        long ended = clock.incrementAndGet();
        calls.incrementAndGet();
        if (answer.status() != 200) {
            assertThat(answer.status()).as(answer.text()).isIn(204, 410);
            return;
        }
        JsonNode given = answer.json();
        int after = given.has("resume") ? given.get("resume").get("epoch").intValue() : 0;
        note(
                given.get("trial").stringValue(),
                new TrialModel.Given(given.get("attempt").intValue(), after),
                new TrialModel.Answer(200, null),
                began,
                ended);
        held.add(given);
        this.given.add(given);
    }

    /** Any client reports on any of the oldest trials that are held, so that several do at once. */
    private void report(Http http, SplittableRandom random) {
        List<JsonNode> some = held.stream().limit(15).toList();
        if (some.isEmpty()) {
            return;
        }
        JsonNode given = some.get(random.nextInt(some.size()));
        String trial = given.get("trial").stringValue();
        int attempt = given.get("attempt").intValue();
        double loss = random.nextInt(3) / 4.0;
        int what = random.nextInt(12);
        TrialModel.Call call;
        String path;
        String body = "{'attempt': " + attempt;
        if (what < 8) {
            int epoch = 1 + random.nextInt(EPOCHS + 1);
            call = new TrialModel.Epoch(attempt, epoch, loss);
            path = "/epochs";
            body += ", 'epoch': " + epoch + ", 'metrics': {'loss': " + loss + "}}";
        } else if (what < 9) {
            call = new TrialModel.Beat(attempt);
            path = "/heartbeat";
            body += "}";
        } else {
            boolean completes = random.nextInt(4) > 0;
            Double told = completes && random.nextBoolean() ? (Double) loss : null;
            call = new TrialModel.Tell(attempt, completes, told);
            path = "/tell";
            body += ", 'state': '" + (completes ? "completed" : "failed") + "'"
                    + (told == null ? "" : ", 'metrics': {'loss': " + told + "}") + "}";
        }
        long began = clock.incrementAndGet();
        Http.Answer answer = http.post("/v1/trials/" + trial + path, body);
        long ended = clock.incrementAndGet();
        calls.incrementAndGet();
        boolean told = path.equals("/tell") && answer.status() == 200;
        note(trial, call, new TrialModel.Answer(answer.status(), told ? answer.field("state") : null), began, ended);
        if (told || (what >= 8 && answer.status() == 409)) {
            held.remove(given);
        }
    }

    private void note(String trial, TrialModel.Call call, TrialModel.Answer answer, long began, long ended) {
        ofTrials.computeIfAbsent(trial, any -> new ConcurrentLinkedQueue<>())
                .add(new Linearization.Done(call, answer, began, ended));
    }

    private void command(Http http, String study, SplittableRandom random) {
        boolean extends_ = random.nextBoolean();
        double x = random.nextDouble();
        Http.Answer answer = extends_
                ? http.post("/v1/studies/" + study + "/extend", "{'trials': 2}")
                : http.post("/v1/studies/" + study + "/enqueue", "{'parameters': {'x': " + x + "}}");
        calls.incrementAndGet();
        assertThat(answer.status()).as(answer.text()).isIn(202, 409);
        boolean taken = answer.status() == 202;
        if (extends_ && taken) {
            extensions.get(study).addAndGet(2);
        } else if (!extends_) {
            (taken ? enqueued : refused).get(study).add(x);
        }
    }

    private static boolean isRight(Http http, String trial, List<Linearization.Done> calls) {
        Optional<TrialModel> end = Linearization.of(calls, EPOCHS, ATTEMPTS);
        JsonNode found = http.get("/v1/trials/" + trial).json();
        List<Double> losses = new ArrayList<>();
        Optional.ofNullable(found.get("curve"))
                .ifPresent(curve -> curve.forEach(
                        point -> losses.add(point.get("metrics").get("loss").doubleValue())));
        String state = found.get("state").stringValue();
        boolean right = end.filter(model -> model.losses().equals(losses)
                        && (model.ended() == null
                                ? !List.of("completed", "failed").contains(state)
                                : state.equals(model.ended())))
                .isPresent();
        if (!right) {
            System.out.println(
                    "racing: " + trial + " is " + state + " " + losses + ", by the model " + end + ", after");
            calls.forEach(System.out::println);
        }
        return right;
    }

    /** Finishes the study: it must have as many trials as were acknowledged, and every configuration that was. */
    private void checkCommands(Http http, String study) {
        int room = enqueued.get(study).size() + 1;
        if (http.post("/v1/studies/" + study + "/extend", "{'trials': " + room + "}")
                        .status()
                == 202) {
            extensions.get(study).addAndGet(room);
        }
        given.stream()
                .filter(it -> it.get("trial").stringValue().startsWith(study + "."))
                .forEach(it -> end(http, it));
        while (true) {
            Http.Answer answer = http.post("/v1/studies/" + study + "/ask?wait=5s", "");
            if (answer.status() == 410) {
                break;
            } else if (answer.status() == 200) {
                end(http, answer.json());
            }
        }
        await().atMost(SOON)
                .until(() -> List.of("completed", "failed")
                        .contains(http.get("/v1/studies/" + study).field("state")));
        List<Double> tried = new ArrayList<>();
        http.get("/v1/studies/" + study + "/trials").json().get("trials").forEach(trial -> {
            if (trial.get("role").stringValue().equals("search")) {
                tried.add(trial.get("parameters").get("x").doubleValue());
            }
        });
        assertThat(tried).hasSize(10 + extensions.get(study).get());
        assertThat(tried).containsAll(enqueued.get(study));
        assertThat(tried).filteredOn(refused.get(study)::contains).isEmpty();
    }

    private static void end(Http http, JsonNode given) {
        http.post(
                "/v1/trials/" + given.get("trial").stringValue() + "/tell",
                "{'attempt': " + given.get("attempt") + ", 'state': 'failed'}");
    }
}
