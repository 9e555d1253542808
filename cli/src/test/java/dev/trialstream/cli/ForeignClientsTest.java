package dev.trialstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trialstream.cli.pipeline.Pipeline;
import dev.trialstream.cli.pipeline.ServiceOptions;
import dev.trialstream.cli.run.TopicScan;
import dev.trialstream.orchestrator.http.HttpOptions;
import dev.trialstream.protocol.Json;
import dev.trialstream.protocol.kafka.ClientSettings;
import dev.trialstream.protocol.kafka.TopicLayout;
import dev.trialstream.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Clients in other languages against the whole pipeline: kcat, and the Python examples as they stand. */
class ForeignClientsTest {
    private static final Path EXAMPLES = Cli.home().resolve("examples");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static Pipeline pipeline;
    private static String http;
    private static String bootstrap;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.open(folder.resolve("data"), ClientSettings.NONE);
        pipeline.startServices(new ServiceOptions(2, List.of(EXAMPLES), any -> true));
        http = pipeline.serve(new HttpOptions(HttpOptions.LOOPBACK, 0, null, null, null));
        bootstrap = pipeline.settings().bootstrapServers();
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    void a_study_published_with_kcat_runs_to_its_end_and_its_best_is_read_with_kcat() throws Exception {
        requires("kcat", "-V");
        publish("trialstream.studies.v1", """
                {"study": "kitten", "data": {"csv": "digits.csv", "target": "digit"}, "stopping": {"rule": "none"},
                 "space": {"units": {"type": "int", "min": 16, "max": 64, "scale": "log"}},
                 "budget": {"trials": 2, "epochs": 1, "parallel": 1}, "promotion": {"confirm": "none"}}
                """);
        publish("trialstream.trials.requested.v1", "{\"study\": \"kitten\", \"parameters\": {\"units\": 33}}");
        publish("trialstream.trials.requested.v1", """
                {"study": "alone", "data": {"csv": "digits.csv", "target": "digit"}, "epochs": 1,
                 "parameters": {"units": 48, "learning_rate": 0.003}}
                """);
        await().atMost(PATIENCE).until(() -> status("kitten").equals("delivered"));
        await().atMost(PATIENCE).until(() -> status("alone").equals("delivered"));
        JsonNode alone = best("alone").orElseThrow().get("parameters");
        assertThat(alone.get("units").intValue()).isEqualTo(48);
        String history = run("kcat", "-C", "-e", "-q", "-b", bootstrap, "-t", "trialstream.trials.events.v1");
        List<JsonNode> requested = events(history, "kitten", "requested");
        assertThat(requested).hasSizeBetween(2, 3);
        assertThat(requested)
                .filteredOn(event -> event.get("sampler").stringValue().equals("enqueued"))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.get("parameters").get("units").intValue())
                                .isEqualTo(33));
        assertThat(events(history, "alone", "requested")).hasSize(1);
    }

    @Test
    void every_record_is_keyed_as_the_protocol_says() throws Exception {
        requires("kcat", "-V");
        publish("trialstream.studies.v1", """
                {"study": "keyed", "data": {"csv": "digits.csv", "target": "digit"}, "budget": {"trials": 1, "epochs": 1},
                 "promotion": {"confirm": 1}}
                """);
        await().atMost(PATIENCE)
                .until(() -> Seen.of(bootstrap, Topics.STANDARD.best()).stream()
                        .anyMatch(seen -> seen.is("keyed") && seen.says("status", "delivered")));
        for (String topic : List.of(
                Topics.STANDARD.events(),
                Topics.STANDARD.decisions(),
                Topics.STANDARD.dispatch(TopicLayout.CPU),
                Topics.STANDARD.summaries(),
                Topics.STANDARD.best())) {
            assertThat(Seen.of(bootstrap, topic))
                    .as(topic)
                    .isNotEmpty()
                    .allSatisfy(seen -> assertThat(seen.key()).isEqualTo(seen.text("study")));
        }
        assertThat(Seen.of(bootstrap, Topics.STANDARD.workers()))
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.key())
                        .isIn(seen.text("worker"), seen.text("job").replaceAll("\\..*", ""), seen.text("owner")));
    }

    /** A record as any client sees it. */
    private record Seen(String key, JsonNode value) {
        static List<Seen> of(String bootstrap, String topic) {
            List<Seen> seen = new ArrayList<>();
            TopicScan.of(ClientSettings.of(bootstrap), topic, record -> {
                if (record.value() != null) {
                    seen.add(new Seen(
                            new String(record.key(), UTF_8), Json.json().readTree(record.value())));
                }
            });
            return seen;
        }

        String text(String field) {
            return value.path(field).asString("");
        }

        boolean is(String study) {
            return text("study").equals(study);
        }

        boolean says(String field, String text) {
            return text(field).equals(text);
        }
    }

    @Test
    void a_study_of_data_that_no_worker_has_is_set_aside_with_the_reason() throws Exception {
        requires("kcat", "-V");
        publish(
                "trialstream.studies.v1",
                "{\"study\": \"blind\", \"data\": {\"csv\": \"../none.csv\", \"target\": \"y\"}}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Cli.run("dlq", "list", "--bootstrap-servers", bootstrap)
                                .out())
                        .contains("../none.csv: no such file in the data folders of this worker"));
    }

    @Test
    void an_http_worker_in_python_tunes_a_function() throws Exception {
        requires("python3", "--version");
        JsonNode best = Json.json().readTree(run("python3", example("ask_tell.py")));
        assertThat(best.get("value").doubleValue()).isLessThan(5);
    }

    @Test
    void ones_own_pytorch_loop_gains_early_stopping() throws Exception {
        String python = pythonWith("torch");
        String said = run(python, example("ask_tell_pytorch.py"), "torch-loop");
        assertThat(said.lines()).hasSize(12).allMatch(line -> line.startsWith("torch-loop."));
        assertThat(said).contains(" stop");
        String answer = run("curl", "-s", http + "/v1/studies/torch-loop");
        assertThat(Json.json().readTree(answer).get("trials").get("stopped").intValue())
                .isPositive();
    }

    @Test
    void a_study_is_published_and_watched_over_kafka_from_python() throws Exception {
        String python = pythonWith("confluent_kafka");
        String said = run(python, example("kafka_publish.py"), bootstrap);
        assertThat(said).contains(" epoch 3 ").contains("best so far: ").endsWith("ended completed \n");
    }

    private static String status(String study) throws Exception {
        return best(study).map(best -> best.get("status").stringValue()).orElse("");
    }

    /** The newest of its bests, as kcat prints them. */
    private static Optional<JsonNode> best(String study) throws Exception {
        return run("kcat", "-C", "-e", "-q", "-b", bootstrap, "-t", "trialstream.best.v1")
                .lines()
                .map(line -> Json.json().readTree(line))
                .filter(best -> best.get("study").stringValue().equals(study))
                .reduce((older, newer) -> newer);
    }

    private static List<JsonNode> events(String history, String study, String type) {
        return history.lines()
                .map(line -> Json.json().readTree(line))
                .filter(event -> event.get("study").stringValue().equals(study))
                .filter(event -> event.get("type").stringValue().equals(type))
                .toList();
    }

    private static void publish(String topic, String message) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "message", ".json"), message.replace('\n', ' '));
        run("kcat", "-P", "-b", bootstrap, "-t", topic, file.toString());
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private static String pythonWith(String module) {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(python -> succeeds(python, "-c", "import " + module))
                .findFirst()
                .orElseGet(() -> skip("a Python with " + module));
    }

    private static void requires(String... command) {
        if (!succeeds(command)) {
            skip(command[0]);
        }
    }

    /** Loud, because a skipped test shows nothing. */
    private static String skip(String missing) {
        System.out.println("SKIPPED, for there is no " + missing + " on this machine");
        Assumptions.abort("there is no " + missing);
        return missing;
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String run(String... command) throws Exception {
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().put("TRIALSTREAM", http);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + Files.readString(err))
                .isZero();
        return out;
    }
}
