package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code study} and {@code trial}, as a user types them, against running services. */
class StudyCommandTest {
    private static final String EXTERNAL = """
            trainer: {type: external}
            objective: {metric: error, direction: minimize}
            space: {x: {type: float, min: 0, max: 1}, layers: {type: int, min: 1, max: 3}}
            stopping: {rule: none}
            budget: {trials: 2, epochs: 2, parallel: 1}
            """;

    @TempDir
    Path folder;

    @Test
    void a_study_is_submitted_commanded_shown_and_deleted_by_topics_alone() throws Exception {
        Path file = Files.writeString(folder.resolve("tiny.yaml"), EXTERNAL);
        try (Cluster cluster = new Cluster(folder)) {
            JsonNode taken = cluster.json("study", "submit", file.toString(), "--study", "tiny");
            assertThat(taken.get("study").stringValue()).isEqualTo("tiny");
            refused(
                    cluster.run("study", "submit", file.toString(), "--study", "tiny"),
                    "study tiny: a study tiny exists already (running); give it another name");

            assertThat(cluster.run("study", "pause", "tiny").out())
                    .isEqualTo("study tiny: pause taken, state paused\n");
            assertThat(cluster.json("study", "pause", "tiny").get("state").stringValue())
                    .as("a pause of what is paused changes nothing and is no error")
                    .isEqualTo("paused");
            assertThat(cluster.json("study", "resume", "tiny").get("state").stringValue())
                    .isEqualTo("running");
            cluster.json("study", "extend", "tiny", "--trials", "1");
            cluster.json("study", "stopping", "tiny", "{rule: median}");
            cluster.json("trial", "publish", "--study", "tiny", "x=2.5e-1", "layers=2");
            refused(
                    cluster.run("trial", "publish", "--study", "tiny", "x=7", "layers=2"),
                    "study tiny: parameters.x: expected a number from 0.0 to 1.0, got 7");
            refused(cluster.run("study", "stop", "nope"), "study nope: there is no study nope");

            cluster.train("tiny", 3);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.json("study", "show", "tiny")
                            .get("state")
                            .stringValue()
                            .equals("completed"));
            shown(cluster);
            refused(cluster.run("study", "extend", "tiny", "--trials", "1"), "study tiny: study tiny has ended");

            cluster.json("study", "delete", "tiny");
            cluster.json("study", "delete", "tiny");
            assertThat(cluster.json("study", "list")).isEmpty();
            assertThat(cluster.run("study", "show", "tiny").errLines())
                    .singleElement()
                    .asString()
                    .startsWith("error: study tiny: has been deleted");
        }
    }

    private static void shown(Cluster cluster) {
        JsonNode list = cluster.json("study", "list");
        assertThat(list).hasSize(1);
        assertThat(list.get(0).get("trials").get("completed").intValue()).isEqualTo(3);
        assertThat(list.get(0).get("best").get("value").doubleValue()).isEqualTo(0.15, within(1e-9));
        assertThat(cluster.run("study", "list").out())
                .isEqualTo("STUDY  STATE      TRIALS  BEST\ntiny   completed       3  0.15000  (tiny.2)\n");

        JsonNode show = cluster.json("study", "show", "tiny");
        assertThat(show.get("all_trials")).hasSize(3);
        assertThat(show.get("all_trials").get(0).get("parameters").get("x").doubleValue())
                .isEqualTo(0.25);
        JsonNode best = cluster.json("study", "best", "tiny");
        assertThat(best.get("trial")).isEqualTo(show.get("best").get("trial"));
        assertThat(best.get("status").stringValue()).isEqualTo("promoted");
        assertThat(cluster.run("study", "best", "tiny").out()).contains("trial    tiny.2, epoch 2", "layers");

        JsonNode trial = cluster.json("trial", "show", "tiny.2");
        assertThat(trial.get("curve")).hasSize(2);
        assertThat(cluster.run("trial", "show", "tiny.2").out()).contains("{error=0.1}");
        assertThat(cluster.run("trial", "show", "tiny.9").exitCode()).isEqualTo(2);
    }

    @Test
    void a_trial_of_its_own_is_a_file_and_a_study_can_be_followed_to_its_end() throws Exception {
        Path alone = Files.writeString(folder.resolve("one.json"), """
                {"study": "one", "trainer": {"type": "external"}, "objective": {"metric": "error"},
                 "parameters": {"x": 0.5}, "epochs": 2}
                """);
        Path file = Files.writeString(folder.resolve("tiny.yaml"), "study: followed\n" + EXTERNAL);
        try (Cluster cluster = new Cluster(folder)) {
            assertThat(cluster.json("trial", "publish", alone.toString())
                            .get("study")
                            .stringValue())
                    .isEqualTo("one");
            cluster.train("one", 1);
            Thread user = new Thread(() -> {
                Cli followed = cluster.run("study", "submit", file.toString(), "--follow");
                assertThat(followed.exitCode()).isZero();
            });
            user.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.run("study", "show", "followed").exitCode() == 0);
            cluster.train("followed", 2);
            user.join(30_000);
            assertThat(user.isAlive()).as("it ends with the study").isFalse();
        }
    }

    @Test
    void what_is_wrong_is_said_in_one_line() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "trainer: {type: external}\n");
        Path list = Files.writeString(folder.resolve("bad.json"), "[1]");
        String[] at = {"--bootstrap-servers", SharedBroker.bootstrapServers()};
        refused(
                on(at, "study", "submit", bad.toString()),
                bad + ": space: expected the dimensions to search, because the trainer is external, but it is missing");
        refused(
                on(at, "study", "pause", "No"),
                "study No: not the id of a study; expected lower-case letters," + " digits and hyphens, 63 at most");
        refused(
                on(at, "study", "extend", "x", "--trials", "0"),
                "trials: expected a whole number from 1 to 1000000, got 0");
        refused(
                on(at, "trial", "publish", "a=1"),
                "--study: expected the id of the study that is to try it, but it"
                        + " is missing; a trial that stands alone is a file");
        refused(
                on(at, "trial", "publish", list.toString()),
                list + ": expected a request for a trial," + " {\"parameters\": {...}, ...}");
        Cli alone = on(at, "study", "pause", "x", "--wait", "1s");
        assertThat(alone.exitCode()).isEqualTo(1);
        assertThat(alone.errLines())
                .containsExactly("error: study x: nobody took it up within 1 s; it is published, and an orchestrator"
                        + " answers it once one runs");
    }

    private static Cli on(String[] at, String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + at.length);
        System.arraycopy(at, 0, all, words.length, at.length);
        return Cli.run(all);
    }

    private static void refused(Cli ran, String line) {
        assertThat(ran.errLines()).containsExactly("error: " + line);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }
}
